import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation.js";
import { Role } from "@pulumi/aws/iam/role.js";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { AgentIdentity } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import { policyOf, type Statement, trustService } from "./policyDocument.ts";
import { placed, type Where } from "./where.ts";

export interface PodIdentityArgs extends Where {
  clusterName: pulumi.Input<string>;
  clusterArn: pulumi.Input<string>;
  namespace: string;
  serviceAccount: string;
  /** What its pods may do. Nothing where it is empty. */
  statements: Statement[];
}

/**
 * What the pods of one ServiceAccount are to AWS. EKS hands them short-lived credentials of a role that no other
 * ServiceAccount, and no other cluster, can take: neither a key nor an annotation is needed.
 */
export class PodIdentity extends Component<PodIdentityArgs> implements AgentIdentity {
  /** Name of the role. */
  readonly name: pulumi.Output<string>;
  readonly roleArn: pulumi.Output<string>;
  readonly serviceAccountAnnotations: Record<string, pulumi.Input<string>> = {};
  readonly podLabels: Record<string, string> = {};
  /** EKS adds the credentials when a pod starts, so a pod that starts earlier has none until it is replaced. */
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: PodIdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:PodIdentity", name, args, opts);
    const child = { parent: this };
    const { namespace, serviceAccount } = args;
    const role = new Role(
      `${name}-role`,
      {
        tags: args.tags,
        description: `Pods of ${namespace}/${serviceAccount}`,
        // EKS says by tags of the session who asks.
        assumeRolePolicy: trustService("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"], {
          StringEquals: {
            "aws:RequestTag/eks-cluster-arn": args.clusterArn,
            "aws:RequestTag/kubernetes-namespace": namespace,
            "aws:RequestTag/kubernetes-service-account": serviceAccount,
          },
        }),
      },
      child,
    );
    const rights =
      args.statements.length === 0
        ? []
        : [new RolePolicy(`${name}-rights`, { role: role.name, policy: policyOf(...args.statements) }, child)];
    const association = new PodIdentityAssociation(
      `${name}-association`,
      { ...placed(args), clusterName: args.clusterName, namespace, serviceAccount, roleArn: role.arn },
      child,
    );
    this.name = role.name;
    this.roleArn = role.arn;
    this.grants = [...rights, association];
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
