import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import { RolePolicyAttachment } from "@pulumi/aws/iam/rolePolicyAttachment.js";
import type * as pulumi from "@pulumi/pulumi";
import { allow, policyOf, trustService } from "./policyDocument.ts";
import { managedPolicyArn, type Where } from "./where.ts";

/** What Auto Mode does for a cluster: machines, disks, load balancers, networks. */
const CLUSTER_POLICIES = [
  "AmazonEKSClusterPolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
];

/** What a node does: join the cluster, pull images. Everything else belongs to the workloads' own roles. */
const NODE_POLICIES = ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"];

/** A role and what makes it useful. */
export interface GrantedRole {
  role: Role;
  grants: pulumi.Resource[];
}

/** The role of a cluster's control plane. It encrypts Secrets with the key. */
export function clusterRole(
  name: string,
  args: Where & { keyArn: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): GrantedRole {
  const role = new Role(
    name,
    {
      tags: args.tags,
      description: "Control plane of an EKS cluster, and what Auto Mode does for it",
      // Auto Mode tags what it makes by the session.
      assumeRolePolicy: trustService("eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]),
    },
    opts,
  );
  const encrypt = new RolePolicy(
    `${name}-encrypt`,
    {
      role: role.name,
      policy: policyOf(allow(["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"], args.keyArn)),
    },
    opts,
  );
  return { role, grants: [encrypt, ...attach(name, role, CLUSTER_POLICIES, args, opts)] };
}

/** The role of a cluster's nodes. */
export function nodeRole(name: string, where: Where, opts: pulumi.CustomResourceOptions): GrantedRole {
  const role = new Role(
    name,
    {
      tags: where.tags,
      description: "Nodes of an EKS cluster",
      assumeRolePolicy: trustService("ec2.amazonaws.com", ["sts:AssumeRole"]),
    },
    opts,
  );
  return { role, grants: attach(name, role, NODE_POLICIES, where, opts) };
}

function attach(name: string, role: Role, policies: string[], where: Where, opts: pulumi.CustomResourceOptions) {
  return policies.map(
    (policy) =>
      new RolePolicyAttachment(
        `${name}-${policy}`,
        { role: role.name, policyArn: managedPolicyArn(where, policy) },
        opts,
      ),
  );
}
