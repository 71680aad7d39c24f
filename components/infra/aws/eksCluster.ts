import { AccessEntry } from "@pulumi/aws/eks/accessEntry.js";
import { AccessPolicyAssociation } from "@pulumi/aws/eks/accessPolicyAssociation.js";
import { Cluster } from "@pulumi/aws/eks/cluster.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { clusterRole, nodeRole } from "./eksRoles.ts";
import { kubeconfig } from "./kubeconfig.ts";
import { logGroup } from "./logGroup.ts";
import { partitionOf, placed, type Where } from "./where.ts";

export interface EksClusterArgs extends Where {
  clusterName: string;
  /** Such as 1.34. */
  kubernetesVersion: string;
  /** Private subnets, in two zones at least. */
  subnetIds: pulumi.Input<string>[];
  /** Addresses of Services, inside the cluster only. */
  serviceCidr: string;
  /** Who may call the API from outside of the network. Nobody where it is empty. */
  allowedCidrs: string[];
  /** ARNs of roles that administer the cluster. The role that deploys must be one: whoever creates it gets no rights. */
  adminRoleArns: string[];
  /** Key of Kubernetes Secrets and of the control plane's logs. CloudWatch Logs must be allowed to use it. */
  keyArn: pulumi.Input<string>;
  /** Days that the control plane's logs are kept. */
  logDays: number;
}

const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/**
 * A Kubernetes cluster whose nodes, disks and load balancers AWS runs (Auto Mode). A node lives at most 21 days, so
 * whatever runs on one must be able to move.
 */
export class EksCluster extends Component<EksClusterArgs> {
  readonly clusterName: pulumi.Output<string>;
  readonly clusterArn: pulumi.Output<string>;
  /** Security group of nodes and control plane. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly nodeRoleName: pulumi.Output<string>;
  /** Known once the administrators have their rights, so that a provider made from it is let in. */
  readonly kubeconfig: pulumi.Output<string>;
  /** What must exist before anything is installed. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: EksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:EksCluster", name, args, opts);
    const child = { parent: this };
    const { region, clusterName } = args;

    const control = clusterRole(`${name}-control`, args, child);
    const nodes = nodeRole(`${name}-nodes`, args, child);
    const logs = logGroup(`${name}-log`, { ...args, logGroupName: `/aws/eks/${clusterName}/cluster` }, child);
    const cluster = new Cluster(
      `${name}-cluster`,
      {
        ...placed(args),
        name: clusterName,
        version: args.kubernetesVersion,
        roleArn: control.role.arn,
        // The three switches of Auto Mode are all on, or all off.
        bootstrapSelfManagedAddons: false,
        computeConfig: { enabled: true, nodePools: ["system", "general-purpose"], nodeRoleArn: nodes.role.arn },
        storageConfig: { blockStorage: { enabled: true } },
        kubernetesNetworkConfig: {
          elasticLoadBalancing: { enabled: true },
          ipFamily: "ipv4",
          serviceIpv4Cidr: args.serviceCidr,
        },
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
        encryptionConfig: { provider: { keyArn: args.keyArn }, resources: ["secrets"] },
        enabledClusterLogTypes: LOG_TYPES,
        vpcConfig: {
          subnetIds: args.subnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: args.allowedCidrs.length > 0,
          ...(args.allowedCidrs.length > 0 ? { publicAccessCidrs: args.allowedCidrs } : {}),
        },
        // EXTENDED, the default, costs six times as much from the fifteenth month of a version on.
        upgradePolicy: { supportType: "STANDARD" },
        // Lets AWS lead traffic away from a zone that fails.
        zonalShiftConfig: { enabled: true },
        deletionProtection: args.protect,
      },
      pulumi.mergeOptions(
        // Handed on: a component's own dependencies do not hold its children back.
        { ...child, protect: args.protect, dependsOn: opts?.dependsOn },
        { dependsOn: [...control.grants, ...nodes.grants, logs] },
      ),
    );
    const rights = args.adminRoleArns.map((principalArn) =>
      administrator(`${name}-admin-${principalArn.split("/").at(-1)}`, args, cluster, principalArn, child),
    );

    this.clusterName = cluster.name;
    this.clusterArn = cluster.arn;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.nodeRoleName = nodes.role.name;
    this.kubeconfig = pulumi
      .all([cluster.endpoint, cluster.certificateAuthority.data, ...rights.map(({ id }) => id)])
      .apply(([endpoint, certificate]) =>
        kubeconfig({ clusterName, region, endpoint: endpoint as string, certificate: certificate as string }),
      );
    this.ready = [cluster, ...rights];
    this.registerOutputs({ clusterName: this.clusterName });
  }
}

function administrator(
  name: string,
  args: Where,
  cluster: Cluster,
  principalArn: string,
  opts: pulumi.CustomResourceOptions,
): AccessPolicyAssociation {
  const entry = new AccessEntry(
    name,
    { ...placed(args), clusterName: cluster.name, principalArn, type: "STANDARD" },
    opts,
  );
  return new AccessPolicyAssociation(
    `${name}-rights`,
    {
      region: args.region,
      clusterName: cluster.name,
      principalArn: entry.principalArn,
      policyArn: `arn:${partitionOf(args.region)}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: "cluster" },
    },
    opts,
  );
}
