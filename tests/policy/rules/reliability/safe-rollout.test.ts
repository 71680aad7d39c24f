import { rule } from "../../../../policy/rules/reliability/safe-rollout.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const claim = podSpec({ volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }] });
const rolling = (maxUnavailable: number | string) => ({
  strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable } },
});
const statefulSet = (updateStrategy: object) =>
  object("kubernetes:apps/v1:StatefulSet", {}, { spec: { replicas: 10, updateStrategy } });
const unavailable = "spec.strategy.rollingUpdate.maxUnavailable";

describeRule(rule, {
  passes: {
    "what Kubernetes does unless told": { of: deployment() },
    "a quarter at a time": { of: deployment(podSpec(), rolling("25%")) },
    "one at a time, however few there are": { of: deployment(podSpec(), { replicas: 2, ...rolling(1) }) },
    "a number that is a quarter of all": { of: deployment(podSpec(), { replicas: 8, ...rolling(2) }) },
    "a number of replicas that an autoscaler decides": {
      of: deployment(podSpec(), { replicas: undefined, ...rolling(2) }),
    },
    "a volume that cannot be mounted twice": { of: deployment(claim, { strategy: { type: "Recreate" } }) },
    "half at a time, where that is allowed": {
      of: deployment(podSpec(), rolling("50%")),
      knobs: { maxUnavailablePercent: 50 },
    },
  },
  fails: {
    "all at once": {
      of: deployment(podSpec(), { strategy: { type: "Recreate" } }),
      finds: ['spec.strategy.type: got "Recreate", want "RollingUpdate"'],
    },
    "a set that waits for somebody to delete its pods": {
      of: statefulSet({ type: "OnDelete" }),
      finds: ['spec.updateStrategy.type: got "OnDelete", want "RollingUpdate"'],
    },
    "half at a time": {
      of: deployment(podSpec(), rolling("50%")),
      finds: [`${unavailable}: got "50%", want at most 25%`],
    },
    "two of three at a time": {
      of: deployment(podSpec(), rolling(2)),
      finds: [`${unavailable}: got 2, want at most 25%`],
    },
    "four of a set of ten at a time": {
      of: statefulSet({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 4 } }),
      finds: ["spec.updateStrategy.rollingUpdate.maxUnavailable: got 4, want at most 25%"],
    },
    "nothing to go back to": {
      of: deployment(podSpec(), { revisionHistoryLimit: 0 }),
      finds: ["spec.revisionHistoryLimit: got 0, want at least 1"],
    },
  },
  unknown: { "a share that is not known yet": { of: deployment(podSpec(), rolling("50%")), path: unavailable } },
  remedies: {
    "half at a time and nothing to go back to": {
      of: { type: "kubernetes:apps/v1:Deployment", props: { spec: { revisionHistoryLimit: 0, ...rolling("50%") } } },
      to: { spec: { revisionHistoryLimit: 1, ...rolling("25%") } },
    },
    "a set": {
      of: {
        type: "kubernetes:apps/v1:StatefulSet",
        props: { spec: { replicas: 10, updateStrategy: { rollingUpdate: { maxUnavailable: 4 } } } },
      },
      to: { spec: { replicas: 10, updateStrategy: { rollingUpdate: { maxUnavailable: "25%" } } } },
    },
    "nothing of a strategy that may be meant": {
      of: { type: "kubernetes:apps/v1:Deployment", props: { spec: { strategy: { type: "Recreate" } } } },
      to: undefined,
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.revisionHistoryLimit = 0;
    },
  },
});
