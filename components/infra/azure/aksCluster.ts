import { listManagedClusterUserCredentialsOutput } from "@pulumi/azure-native/containerservice/listManagedClusterUserCredentials.js";
import { ManagedCluster } from "@pulumi/azure-native/containerservice/managedCluster.js";
import { UserAssignedIdentity } from "@pulumi/azure-native/managedidentity/userAssignedIdentity.js";
import type { input } from "@pulumi/azure-native/types/index.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { addressIn } from "../ipv4.ts";
import type { AksClusterArgs } from "./aksClusterArgs.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import { apiOf, kubeconfigOf } from "./kubeconfig.ts";
import { maintenance } from "./maintenance.ts";
import { type PoolPlace, systemPool, userPool } from "./nodePools.ts";
import { grant } from "./roles.ts";

/** Logs of the control plane that say who did what, and why a node or a pod did not come; reads are left out. */
const LOGS = [
  ...["kube-audit-admin", "guard", "cluster-autoscaler"],
  ...["kube-controller-manager", "kube-scheduler", "cloud-controller-manager"],
];

/**
 * A Kubernetes cluster of Azure's. People and pipelines sign in with Entra alone, pods act as identities of their own,
 * Cilium holds traffic to policies, and upgrades come by themselves in a window of your choice.
 *
 * Encryption at host has to be registered once in the subscription:
 * `az feature register --namespace Microsoft.Compute --name EncryptionAtHost`.
 */
export class AksCluster extends Component<AksClusterArgs> {
  readonly clusterId: pulumi.Output<string>;
  readonly clusterName: pulumi.Output<string>;
  /** Resource group of the nodes, whose costs are the greater part. Azure makes it. */
  readonly nodeResourceGroup: pulumi.Output<string>;
  /** Entra tenant of the subscription, whose people and pipelines sign in. */
  readonly tenantId: pulumi.Output<string>;
  /** Who vouches for the cluster's service accounts, as federated credentials want it. */
  readonly issuerUrl: pulumi.Output<string>;
  /** Object id of the identity that nodes pull images as. */
  readonly kubeletPrincipalId: pulumi.Output<string>;
  /** Needs `kubelogin`. It holds no secret and is marked as one, so that no log shows where the API is. */
  readonly kubeconfig: pulumi.Output<string>;
  /** What must exist before anything is installed. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: AksClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:AksCluster", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, names, network, pools, subscriptionId } = args;
    const identity = (part: "control-plane" | "kubelet", resourceName: pulumi.Input<string>) =>
      new UserAssignedIdentity(`${name}-${part}`, { resourceGroupName, location, tags, resourceName }, child);
    const controlPlane = identity("control-plane", names.controlPlaneIdentity);
    const kubelet = identity("kubelet", names.kubeletIdentity);
    const grants = (
      [
        ["join-nodes", "NetworkContributor", network.nodesSubnetId],
        ["join-api", "NetworkContributor", network.apiSubnetId],
        ["give-kubelet", "ManagedIdentityOperator", kubelet.id],
      ] as const
    ).map(([verb, role, scope]) =>
      grant(`${name}-${verb}`, { role, scope, principalId: controlPlane.principalId, subscriptionId }, child),
    );

    const place: PoolPlace = {
      subnetId: network.nodesSubnetId,
      zones: args.zones,
      kubernetesVersion: args.kubernetesVersion,
      drainSeconds: args.drainSeconds,
      tags,
    };
    const nodeResourceGroup = pulumi.interpolate`${names.cluster}-nodes`;
    const cluster = new ManagedCluster(
      `${name}-cluster`,
      {
        resourceGroupName,
        location,
        tags,
        resourceName: names.cluster,
        dnsPrefix: names.cluster,
        // Standard has an uptime agreement; Free is for trying things out.
        sku: { name: "Base", tier: "Standard" },
        kubernetesVersion: args.kubernetesVersion,
        nodeResourceGroup,
        nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
        identity: { type: "UserAssigned", userAssignedIdentities: [controlPlane.id] },
        identityProfile: {
          kubeletidentity: { resourceId: kubelet.id, clientId: kubelet.clientId, objectId: kubelet.principalId },
        },
        enableRBAC: true,
        disableLocalAccounts: true,
        aadProfile: {
          managed: true,
          enableAzureRBAC: true,
          adminGroupObjectIDs: args.adminGroupIds,
          tenantID: controlPlane.tenantId,
        },
        apiServerAccessProfile: apiAccess(args),
        oidcIssuerProfile: { enabled: true },
        securityProfile: {
          workloadIdentity: { enabled: true },
          imageCleaner: { enabled: true, intervalHours: 48 },
        },
        networkProfile: {
          networkPlugin: "azure",
          networkPluginMode: "overlay",
          networkDataplane: "cilium",
          networkPolicy: "cilium",
          // Egress by host name. Layer 7 would put a proxy into every connection.
          advancedNetworking: {
            enabled: true,
            observability: { enabled: true },
            security: { enabled: true, advancedNetworkPolicies: "FQDN" },
          },
          podCidr: network.podRange,
          serviceCidr: network.serviceRange,
          dnsServiceIP: addressIn(network.serviceRange, 10),
          loadBalancerSku: "standard",
          outboundType: "userAssignedNATGateway",
        },
        agentPoolProfiles: [systemPool(pools.system, place)],
        autoScalerProfile: {
          balanceSimilarNodeGroups: "true",
          expander: "least-waste",
          // An agent's scratch space goes with it; a node must not be kept for that.
          skipNodesWithLocalStorage: "false",
          maxGracefulTerminationSec: String(Math.max(600, args.drainSeconds)),
        },
        autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
        storageProfile: {
          diskCSIDriver: { enabled: true },
          snapshotController: { enabled: true },
          fileCSIDriver: { enabled: false },
          blobCSIDriver: { enabled: false },
        },
      },
      {
        ...child,
        dependsOn: grants,
        protect: args.protect,
        // The autoscaler's from the first minute on.
        ignoreChanges: ["agentPoolProfiles[0].count"],
      },
    );
    const inCluster = { resourceGroupName, resourceName: cluster.name };
    const userPools = [
      userPool(`${name}-agents`, inCluster, { agentPoolName: "agents", size: pools.agents, spot: false }, place, child),
      ...(pools.spot
        ? [userPool(`${name}-spot`, inCluster, { agentPoolName: "spot", size: pools.spot, spot: true }, place, child)]
        : []),
    ];
    maintenance(`${name}-maintenance`, inCluster, args.maintenance, child);
    sendDiagnostics(
      `${name}-diagnostics`,
      { resourceId: cluster.id, workspaceId: args.workspaceId, categories: LOGS },
      child,
    );

    this.clusterId = cluster.id;
    this.clusterName = cluster.name;
    this.nodeResourceGroup = nodeResourceGroup;
    this.tenantId = controlPlane.tenantId;
    this.issuerUrl = cluster.oidcIssuerProfile.apply((profile) => profile?.issuerURL ?? "unknown");
    this.kubeletPrincipalId = kubelet.principalId;
    this.kubeconfig = pulumi.secret(
      pulumi
        .all([
          cluster.name,
          listManagedClusterUserCredentialsOutput({ ...inCluster, format: "exec" }, child).kubeconfigs,
        ])
        .apply(([clusterName, kubeconfigs]) =>
          kubeconfigOf({ clusterName, ...apiOf(kubeconfigs[0]?.value ?? ""), login: args.login }),
        ),
    );
    this.ready = [cluster, ...userPools];
    this.registerOutputs({ clusterName: this.clusterName, issuerUrl: this.issuerUrl });
  }
}

/** Nodes reach the API inside their network in either case; what differs is who else does. */
function apiAccess({ api, network }: AksClusterArgs): input.containerservice.ManagedClusterAPIServerAccessProfileArgs {
  const inside = {
    enableVnetIntegration: true,
    subnetId: network.apiSubnetId,
    // `az aks command invoke` would be a way around the network.
    disableRunCommand: true,
  };
  if (api.exposure === "ranges") return { ...inside, authorizedIPRanges: api.ranges };
  return { ...inside, enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false, privateDNSZone: "system" };
}
