import { rule } from "../../../../policy/rules/governance/autoscale-ceilings.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

function jobs(maxReplicaCount?: number) {
  const spec = maxReplicaCount === undefined ? {} : { maxReplicaCount };
  return object("kubernetes:keda.sh/v1alpha1:ScaledJob", {}, { spec });
}

function group(minSize: number, maxSize: number) {
  return aws("autoscaling:Group", { minSize, maxSize });
}

describeRule(rule, {
  passes: {
    "a pool with an end": { of: aws("eks:NodeGroup", { scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 10 } }) },
    "jobs that leave it to the default": { of: jobs() },
    "a pool of a fixed size": { of: azure("containerservice:AgentPool", { count: 3 }) },
    "a cap that was raised": { of: group(1, 500), knobs: { maxNodes: 500 } },
  },
  fails: {
    "a pool of AWS without an end": {
      of: aws("eks:NodeGroup", { scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 1000 } }),
      finds: ["scalingConfig.maxSize: got 1000, want at most 100"],
    },
    "pools of Azure without an end": {
      of: azure("containerservice:ManagedCluster", {
        agentPoolProfiles: [{ maxCount: 5 }, { maxCount: 200, count: 150 }],
      }),
      finds: [
        "agentPoolProfiles[1].maxCount: got 200, want at most 100",
        "agentPoolProfiles[1].count: got 150, want at most 100",
      ],
    },
    "jobs whose default is more than the cap": {
      of: jobs(),
      knobs: { maxJobs: 20 },
      finds: ["spec.maxReplicaCount: got nothing, want at most 20"],
    },
    "more nodes than a tier may have": {
      of: group(1, 11),
      knobs: { maxNodes: 10 },
      finds: ["maxSize: got 11, want at most 10"],
    },
  },
  unknown: { "an end that is not known yet": { of: jobs(), path: "spec.maxReplicaCount" } },
  remedies: {
    "a group that grows too large": { of: group(1, 500), to: { minSize: 1, maxSize: 100 } },
    "a pool that grows too large": {
      of: aws("eks:NodeGroup", { scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 500 } }),
      to: { scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 100 } },
    },
    "jobs that leave it to a default above the cap": {
      of: jobs(),
      knobs: { maxJobs: 20 },
      to: { metadata: { name: "research-agent", namespace: "agents" }, spec: { maxReplicaCount: 20 } },
    },
    "nothing of a group that must have more": { of: group(200, 500), to: undefined },
  },
  mutation: {
    kind: "aws:eks:NodeGroup",
    change: ({ props }) => {
      props.scalingConfig.maxSize = 1000;
    },
  },
});
