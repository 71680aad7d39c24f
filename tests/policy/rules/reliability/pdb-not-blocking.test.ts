import { rule } from "../../../../policy/rules/reliability/pdb-not-blocking.ts";
import { hpa, scaledObject } from "../../../support/autoscaling.ts";
import { disruptionBudget } from "../../../support/disruption.ts";
import { deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const unsaid = deployment(podSpec(), { replicas: undefined });
const atLeast = (minAvailable: number | string) => disruptionBudget({ minAvailable, maxUnavailable: undefined });
const atMost = (maxUnavailable: number | string) => disruptionBudget({ maxUnavailable });

describeRule(rule, {
  passes: {
    "one pod at a time": { of: [atMost(1), deployment()] },
    "one fewer than there are": { of: [atLeast(2), deployment()] },
    "a share that leaves one to go": { of: [atLeast("50%"), deployment()] },
    "a share that is rounded up to one pod": { of: [atMost("10%"), deployment()] },
    "one fewer than the autoscaler leaves": { of: [atLeast(2), unsaid, hpa()] },
    "a number, of pods that the stack does not have": { of: atLeast(3) },
    "a share, of pods that the stack does not have": { of: atLeast("90%") },
    "a workload that is switched off": { of: [atLeast(1), deployment(podSpec(), { replicas: 0 })] },
    "as many pods as two workloads have together": {
      of: [atLeast(5), deployment(), deployment(podSpec(), {}, { name: "coding-agent" })],
    },
  },
  fails: {
    "as many as there are": {
      of: [atLeast(3), deployment()],
      finds: ["budget spec.minAvailable: got 3, want less than the 3 that run at the least"],
    },
    "as many as the autoscaler leaves, though the workload says more": {
      of: [atLeast(2), deployment(), hpa({ minReplicas: 2 })],
      finds: ["budget spec.minAvailable: got 2, want less than the 2 that run at the least"],
    },
    "a share that is rounded up to all pods": {
      of: [atLeast("70%"), deployment()],
      finds: ['budget spec.minAvailable: got "70%", want less than the 3 that run at the least'],
    },
    "the only replica, even where KEDA may take it away": {
      of: [atLeast(1), unsaid, scaledObject({ minReplicaCount: 0 })],
      finds: ["budget spec.minAvailable: got 1, want less than the 1 that run at the least"],
    },
    "all pods, whoever makes them": {
      of: atLeast("100%"),
      finds: ['spec.minAvailable: got "100%", want less than all pods'],
    },
    none: { of: atMost(0), finds: ["spec.maxUnavailable: got 0, want at least 1"] },
    "no share": {
      of: [atMost("0%"), deployment()],
      finds: ['budget spec.maxUnavailable: got "0%", want at least 1'],
    },
    "both at once, which Kubernetes refuses": {
      of: disruptionBudget({ minAvailable: 1 }),
      finds: ["spec.minAvailable: got 1, want nothing beside maxUnavailable"],
    },
    "neither, which protects nothing": {
      of: disruptionBudget({ maxUnavailable: undefined }),
      finds: ["spec.maxUnavailable: got nothing, want a number, or minAvailable"],
    },
  },
  unknown: {
    "a number that is not known yet": { of: [atMost(0), deployment()], path: "spec.maxUnavailable" },
    "an autoscaler whose minimum is not known yet": { of: [hpa(), atLeast(2), unsaid], path: "spec.minReplicas" },
  },
  mutation: {
    kind: "kubernetes:policy:PodDisruptionBudget",
    change: ({ props }) => {
      delete props.spec.minAvailable;
      props.spec.maxUnavailable = 0;
    },
  },
});
