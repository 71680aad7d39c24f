import type * as k8s from "@pulumi/kubernetes/types/input.js";
import { z } from "zod";
import type { Seen } from "../../lib/kinds/seen.ts";
import { type AnyResource, isKind } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type JobSpec = Seen<k8s.batch.v1.JobSpec>;

/** What Kubernetes does where nothing is said. */
const BACKOFF_LIMIT = 6;

/** Jobs must end, and be cleared away; what starts them must not pile them up. */
export const rule = resourceRule({
  name: "k8s-job-limits",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A job must have an end: of its time, of its retries, and of what is kept of it.",
  why: "a job that hangs or fails without end pays for a model again and again",
  fix: "set activeDeadlineSeconds, backoffLimit and ttlSecondsAfterFinished, and a CronJob's concurrencyPolicy to Forbid",
  references: ["KL job-ttl-seconds-after-finished", "KS cronjob-has-deadline", "KY add-ttl-jobs", "LLM10"],
  kinds: ["kubernetes:batch:Job", "kubernetes:batch:CronJob", "kubernetes:keda.sh:ScaledJob"],
  knobs: {
    ttl: z
      .int()
      .min(0)
      .default(86_400)
      .describe("Most seconds for which a finished job is kept; a remediation sets it."),
    maxBackoff: z.int().min(0).default(3).describe("Most retries of a job; a remediation sets it."),
    maxActiveDeadline: z.int().min(1).default(86_400).describe("Most seconds that a job may take."),
  },
  check(resource, { ttl, maxBackoff, maxActiveDeadline }) {
    const any = resource as AnyResource;
    if (isKind(any, "kubernetes:batch:Job")) {
      const { spec } = any.props;
      return [
        ...bounded(spec, "spec", maxBackoff, maxActiveDeadline),
        ...atMost(spec?.ttlSecondsAfterFinished, ttl, "spec.ttlSecondsAfterFinished"),
      ];
    }
    if (isKind(any, "kubernetes:batch:CronJob")) {
      const { jobTemplate, startingDeadlineSeconds, concurrencyPolicy } = any.props.spec ?? {};
      const findings = bounded(jobTemplate?.spec, "spec.jobTemplate.spec", maxBackoff, maxActiveDeadline);
      if (startingDeadlineSeconds === undefined)
        findings.push({ path: "spec.startingDeadlineSeconds", want: "a deadline" });
      if (concurrencyPolicy !== "Forbid" && concurrencyPolicy !== "Replace") {
        findings.push({ path: "spec.concurrencyPolicy", got: concurrencyPolicy, want: "Forbid or Replace" });
      }
      return findings;
    }
    const { jobTargetRef } = (any.props.spec ?? {}) as { jobTargetRef?: JobSpec };
    return bounded(jobTargetRef, "spec.jobTargetRef", maxBackoff, maxActiveDeadline);
  },
  remediate(props, { ttl, maxBackoff }, kind) {
    // What makes jobs keeps count of the finished ones itself.
    if (kind !== "kubernetes:batch:Job") return;
    const { spec } = props as { spec?: JobSpec };
    if (!spec) return;
    if ((spec.ttlSecondsAfterFinished ?? Infinity) > ttl) spec.ttlSecondsAfterFinished = ttl;
    if ((spec.backoffLimit ?? BACKOFF_LIMIT) > maxBackoff) spec.backoffLimit = maxBackoff;
  },
});

function bounded(spec: JobSpec | undefined, at: string, maxBackoff: number, maxActiveDeadline: number): Finding[] {
  const findings = atMost(spec?.activeDeadlineSeconds, maxActiveDeadline, `${at}.activeDeadlineSeconds`);
  if ((spec?.backoffLimit ?? BACKOFF_LIMIT) <= maxBackoff) return findings;
  return [...findings, { path: `${at}.backoffLimit`, got: spec?.backoffLimit, want: `at most ${maxBackoff}` }];
}

function atMost(got: number | undefined, most: number, path: string): Finding[] {
  return (got ?? Infinity) > most ? [{ path, got, want: `at most ${most}` }] : [];
}
