import { UNKNOWN } from "../../../../policy/lib/unknown.ts";
import { rule } from "../../../../policy/rules/aws/eks-node-role-minimal.ts";
import { aws, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const NODES = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy";
const BEDROCK = "arn:aws:iam::aws:policy/AmazonBedrockFullAccess";
const want = "want a role of the workload's own";

const role = aws("iam:Role", { name: "nodes" }, "nodes-role");
const group = aws("eks:NodeGroup", { nodeRoleArn: "arn:aws:iam::111122223333:role/eks/nodes" });

function attachment(policyArn: string, ofRole: unknown = "nodes", name = "attachment") {
  return aws("iam:RolePolicyAttachment", { role: ofRole, policyArn }, name);
}

describeRule(rule, {
  passes: {
    "nodes with what nodes need": { of: [attachment(NODES), role, group] },
    "an agent with a role of its own": {
      of: [role, group, aws("iam:Role", { name: "research-agent" }, "agent"), attachment(BEDROCK, "research-agent")],
    },
    "a policy that nodes may have": {
      of: [role, group, attachment(BEDROCK)],
      knobs: { nodePolicies: ["AmazonBedrockFullAccess"] },
    },
    "a role that no node has": { of: [role, attachment(BEDROCK)] },
  },
  fails: {
    "a policy of the agents on the nodes": {
      of: [role, group, attachment(NODES), attachment(BEDROCK, "nodes", "models")],
      finds: [`models policyArn: got "${BEDROCK}", ${want}`],
    },
    "a policy on nodes that are not made yet": {
      of: [
        role,
        waiting(aws("eks:NodeGroup", { nodeRoleArn: UNKNOWN }), role),
        waiting(attachment(BEDROCK, UNKNOWN), role),
      ],
      finds: [`attachment policyArn: got "${BEDROCK}", ${want}`],
    },
    "a policy of its own, on nodes that the cluster makes": {
      of: [
        role,
        aws("eks:Cluster", { computeConfig: { enabled: true, nodeRoleArn: "arn:aws:iam::111122223333:role/nodes" } }),
        aws("iam:RolePolicy", { role: "nodes", policy: "{}" }),
      ],
      finds: [`rolePolicy role: got "nodes", ${want}`],
    },
    "policies inside the role": {
      of: [
        aws(
          "iam:Role",
          { name: "nodes", inlinePolicies: [{ name: "extra" }], managedPolicyArns: [NODES, BEDROCK] },
          "r",
        ),
        group,
      ],
      finds: [`r inlinePolicies[0]: got "extra", ${want}`, `r managedPolicyArns[1]: got "${BEDROCK}", ${want}`],
    },
  },
  unknown: {
    "a policy that is not known yet": { of: [attachment(""), role, group], path: "policyArn" },
  },
  mutation: {
    kind: "aws:iam:RolePolicyAttachment",
    change: ({ props }) => {
      props.policyArn = BEDROCK;
    },
  },
});
