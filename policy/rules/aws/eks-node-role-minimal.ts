import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import { isNamed, referredBy } from "../../lib/siblings.ts";
import type { Stack } from "../../lib/stack.ts";

/**
 * The role of a cluster's nodes must have only what nodes need: what a workload needs belongs to the workload's own
 * role, by Pod Identity or IRSA, for every pod of a node can use the node's.
 */
export const rule = stackRule({
  name: "eks-node-role-minimal",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "The role of EKS nodes must have no permissions but those that nodes need.",
  why: "every pod on the node could use them, so that no agent has an identity of its own",
  fix: "move the policy to a role of the workload, bound by an aws.eks.PodIdentityAssociation",
  references: ["KY require-aws-node-irsa", "ASI03"],
  knobs: {
    nodePolicies: z
      .array(z.string())
      .default([
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKSWorkerNodeMinimalPolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
      ])
      .describe("Names of policies that nodes may have."),
  },
  check(stack, { nodePolicies }) {
    const roles = nodeRoles(stack);
    const excess = (arn: string | undefined) =>
      arn !== undefined && !nodePolicies.includes(arn.split("/").at(-1) ?? "");
    const want = "a role of the workload's own";
    const findings: StackFinding[] = roles.flatMap((role) => [
      ...(role.props.inlinePolicies ?? []).map(({ name }, index) => ({
        resource: role,
        path: `inlinePolicies[${index}]`,
        got: name,
        want,
      })),
      ...(role.props.managedPolicyArns ?? []).flatMap((arn, index) =>
        excess(arn) ? [{ resource: role, path: `managedPolicyArns[${index}]`, got: arn, want }] : [],
      ),
    ]);
    for (const attachment of stack.of("aws:iam:RolePolicyAttachment")) {
      const { policyArn } = attachment.props;
      if (referredBy(attachment, "role", roles).length === 0 || !excess(policyArn)) continue;
      findings.push({ resource: attachment, path: "policyArn", got: policyArn, want });
    }
    for (const policy of stack.of("aws:iam:RolePolicy")) {
      if (referredBy(policy, "role", roles).length > 0) {
        findings.push({ resource: policy, path: "role", got: policy.props.role, want });
      }
    }
    return findings;
  },
});

/** The roles of the stack that node groups, or clusters that make nodes themselves, give to nodes. */
function nodeRoles(stack: Stack): Resource<"aws:iam:Role">[] {
  const roles = stack.of("aws:iam:Role");
  const ofGroups = stack.of("aws:eks:NodeGroup").flatMap((group) => referredBy(group, "nodeRoleArn", roles));
  const ofClusters = stack.of("aws:eks:Cluster").flatMap(({ props }) => {
    const arn = props.computeConfig?.nodeRoleArn;
    return arn === undefined ? [] : roles.filter((role) => isNamed(role, arn));
  });
  return [...new Set([...ofGroups, ...ofClusters])];
}
