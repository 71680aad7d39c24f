import { rule } from "../../../../policy/rules/pods/k8s-job-limits.ts";
import { deployment, object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const bounded = { activeDeadlineSeconds: 3600, backoffLimit: 1 };
const job = (spec: object) => object("kubernetes:batch/v1:Job", {}, { spec });

function cronJob(change: object = {}, spec: object = bounded): Fixture {
  const regular = { startingDeadlineSeconds: 60, concurrencyPolicy: "Forbid", jobTemplate: { spec } };
  return object("kubernetes:batch/v1:CronJob", {}, { spec: { ...regular, ...change } });
}

describeRule(rule, {
  passes: {
    "a job that ends": { of: job({ ...bounded, ttlSecondsAfterFinished: 60 }) },
    "a cron job, which counts its finished jobs": { of: cronJob() },
    "a cron job that replaces what still runs": { of: cronJob({ concurrencyPolicy: "Replace" }) },
    "a scaled job, which counts its finished jobs": {
      of: object("kubernetes:keda.sh/v1alpha1:ScaledJob", {}, { spec: { jobTargetRef: bounded } }),
    },
    "limits of one's own": {
      of: job({ activeDeadlineSeconds: 200_000, backoffLimit: 6, ttlSecondsAfterFinished: 200_000 }),
      knobs: { ttl: 200_000, maxBackoff: 6, maxActiveDeadline: 200_000 },
    },
    "a workload that is no job": { of: deployment() },
  },
  fails: {
    "a job that says nothing": {
      of: job({}),
      finds: [
        "spec.activeDeadlineSeconds: got nothing, want at most 86400",
        "spec.backoffLimit: got nothing, want at most 3",
        "spec.ttlSecondsAfterFinished: got nothing, want at most 86400",
      ],
    },
    "a job that says too much": {
      of: job({ activeDeadlineSeconds: 100_000, backoffLimit: 6, ttlSecondsAfterFinished: 100_000 }),
      finds: [
        "spec.activeDeadlineSeconds: got 100000, want at most 86400",
        "spec.backoffLimit: got 6, want at most 3",
        "spec.ttlSecondsAfterFinished: got 100000, want at most 86400",
      ],
    },
    "a cron job that piles up": {
      of: cronJob({ startingDeadlineSeconds: undefined, concurrencyPolicy: "Allow" }, { ...bounded, backoffLimit: 4 }),
      finds: [
        "spec.startingDeadlineSeconds: got nothing, want a deadline",
        'spec.concurrencyPolicy: got "Allow", want Forbid or Replace',
        "spec.jobTemplate.spec.backoffLimit: got 4, want at most 3",
      ],
    },
    "a scaled job without a deadline": {
      of: object("kubernetes:keda.sh/v1alpha1:ScaledJob", {}, { spec: { jobTargetRef: { backoffLimit: 0 } } }),
      finds: ["spec.jobTargetRef.activeDeadlineSeconds: got nothing, want at most 86400"],
    },
  },
  unknown: {
    "a deadline that is not known yet": {
      of: job({ ...bounded, ttlSecondsAfterFinished: 60 }),
      path: "spec.activeDeadlineSeconds",
    },
  },
  remedies: {
    "a job that says nothing": {
      of: { type: "kubernetes:batch/v1:Job", props: { spec: { parallelism: 1 } } },
      to: { spec: { parallelism: 1, ttlSecondsAfterFinished: 86400, backoffLimit: 3 } },
    },
    "no job that says less": { of: job({ ttlSecondsAfterFinished: 1, backoffLimit: 0 }), to: undefined },
    "no cron job": { of: cronJob({}, {}), to: undefined },
  },
  mutation: {
    kind: "kubernetes:batch:Job",
    change: ({ props }) => {
      delete props.spec.activeDeadlineSeconds;
    },
  },
});
