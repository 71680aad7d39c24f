import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as criticalPriority } from "./critical-priority.ts";
import { rule as gracefulTermination } from "./graceful-termination.ts";
import { rule as hpaMinAndRange } from "./hpa-min-and-range.ts";
import { rule as hpaOwnsReplicas } from "./hpa-owns-replicas.ts";
import { rule as hpaTargetRequests } from "./hpa-target-requests.ts";
import { rule as hpaTargetValid } from "./hpa-target-valid.ts";
import { rule as hpaVpaNoOverlap } from "./hpa-vpa-no-overlap.ts";
import { rule as minReplicas } from "./min-replicas.ts";
import { rule as pdbCoverage } from "./pdb-coverage.ts";
import { rule as pdbEvictsUnhealthy } from "./pdb-evicts-unhealthy.ts";
import { rule as pdbNotBlocking } from "./pdb-not-blocking.ts";
import { rule as safeRollout } from "./safe-rollout.ts";
import { rule as serviceProbes } from "./service-probes.ts";
import { rule as spreadReplicas } from "./spread-replicas.ts";
import { rule as statefulsetService } from "./statefulset-service.ts";
import { rule as vpaOnePerTarget } from "./vpa-one-per-target.ts";

export const rules: Rule[] = [
  minReplicas,
  hpaMinAndRange,
  hpaTargetValid,
  hpaTargetRequests,
  hpaOwnsReplicas,
  hpaVpaNoOverlap,
  vpaOnePerTarget,
  pdbCoverage,
  pdbNotBlocking,
  pdbEvictsUnhealthy,
  spreadReplicas,
  serviceProbes,
  safeRollout,
  gracefulTermination,
  criticalPriority,
  statefulsetService,
];

export const departures: Departure[] = [
  {
    row: "min-replicas",
    policies: ["min-replicas"],
    why: "It mends nothing, because only the whole stack tells whether an autoscaler owns the replicas.",
  },
  {
    row: "hpa-target-valid",
    policies: ["hpa-target-valid", "hpa-target-requests", "hpa-owns-replicas"],
    why: "A missing target, missing requests and a second owner of the replicas are mended in different places, and only the whole stack tells.",
  },
  {
    row: "hpa-vpa-no-overlap",
    policies: ["hpa-vpa-no-overlap", "vpa-one-per-target"],
    why: "Two vertical autoscalers of one workload are a fault without any horizontal one, and only the whole stack tells.",
  },
  {
    row: "pdb-not-blocking",
    policies: ["pdb-not-blocking", "pdb-evicts-unhealthy"],
    why: "How a budget treats unhealthy pods is seen in the budget alone and can be mended there.",
  },
  {
    row: "spread-replicas",
    policies: ["spread-replicas"],
    why: "It mends nothing, because only the whole stack tells whether an autoscaler makes several replicas.",
  },
  {
    row: "probes",
    policies: ["service-probes"],
    why: "The name says which containers are asked; whether a probe's port is declared is for k8s-probe-ports-declared.",
  },
  {
    row: "safe-rollout",
    policies: ["safe-rollout", "graceful-termination", "critical-priority", "statefulset-service"],
    why: "How pods are replaced, how they end, how they are ranked and how they are named are four concerns.",
  },
];
