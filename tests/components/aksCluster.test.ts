import assert from "node:assert/strict";
import { parse } from "yaml";
import { AksCluster } from "../../components/infra/azure/aksCluster.ts";
import type { AksClusterArgs } from "../../components/infra/azure/aksClusterArgs.ts";
import { apiOf } from "../../components/infra/azure/kubeconfig.ts";
import { SPOT_NODES } from "../../components/infra/azure/nodePools.ts";
import { Secret } from "../../sandbox/recorder.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure, roleOf } from "../support/azure.ts";
import { ADMINS, clusterArgs, RANGES } from "../support/azureEnterprise.ts";
import { namesOf } from "../support/program.ts";

const CLUSTER = `${GROUP_ID}/providers/Microsoft.ContainerService/managedClusters/aks`;
const IDENTITY = `${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities`;
const NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";
const IDENTITY_OPERATOR = "f1a07417-d97a-45cb-824c-7a7467783830";

function record(more: Partial<AksClusterArgs> = {}, options: { preview?: boolean } = {}) {
  return recordInAzure((azure) => {
    const cluster = new AksCluster("cluster", clusterArgs(azure, more), azure.opts);
    const { clusterId, clusterName, nodeResourceGroup, issuerUrl, kubeletPrincipalId, kubeconfig, ready } = cluster;
    const waitFor = ready.map((each) => each.urn);
    return { clusterId, clusterName, nodeResourceGroup, issuerUrl, kubeletPrincipalId, kubeconfig, waitFor };
  }, options);
}

/** What every node has. */
function nodes(vmSize: string, min: number, max: number) {
  return {
    type: "VirtualMachineScaleSets",
    vmSize,
    count: min,
    enableAutoScaling: true,
    minCount: min,
    maxCount: max,
    availabilityZones: ["1", "2", "3"],
    orchestratorVersion: "1.34",
    vnetSubnetID: "nodes-subnet",
    osType: "Linux",
    osSKU: "AzureLinux",
    osDiskType: "Ephemeral",
    osDiskSizeGB: 100,
    enableEncryptionAtHost: true,
    securityProfile: { sshAccess: "Disabled" },
    tags: IN_GROUP.tags,
  };
}

describe("AksCluster", () => {
  it("is a cluster with its identities, pools, windows and logs", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "cluster"), {
      "cluster-control-plane": "azure-native:managedidentity:UserAssignedIdentity",
      "cluster-kubelet": "azure-native:managedidentity:UserAssignedIdentity",
      "cluster-join-nodes": "azure-native:authorization:RoleAssignment",
      "cluster-join-api": "azure-native:authorization:RoleAssignment",
      "cluster-give-kubelet": "azure-native:authorization:RoleAssignment",
      "cluster-cluster": "azure-native:containerservice:ManagedCluster",
      "cluster-agents": "azure-native:containerservice:AgentPool",
      "cluster-spot": "azure-native:containerservice:AgentPool",
      "cluster-maintenance-kubernetes": "azure-native:containerservice:MaintenanceConfiguration",
      "cluster-maintenance-nodes": "azure-native:containerservice:MaintenanceConfiguration",
      "cluster-diagnostics": "azure-native:monitor:DiagnosticSetting",
    });
  });

  it("asks for all that keeps the cluster in bounds", async () => {
    const { named } = await record();
    const { inputs, provider, protect, ignoreChanges } = named("cluster-cluster");
    assert.equal(provider, PROVIDER);
    assert.equal(protect, true);
    assert.deepEqual(ignoreChanges, ["agentPoolProfiles[0].count"]);
    assert.deepEqual(inputs, {
      ...IN_GROUP,
      resourceName: "aks",
      dnsPrefix: "aks",
      sku: { name: "Base", tier: "Standard" },
      kubernetesVersion: "1.34",
      nodeResourceGroup: "aks-nodes",
      nodeResourceGroupProfile: { restrictionLevel: "ReadOnly" },
      identity: { type: "UserAssigned", userAssignedIdentities: [`${IDENTITY}/control-plane`] },
      identityProfile: {
        kubeletidentity: {
          resourceId: `${IDENTITY}/kubelet`,
          clientId: artificialUuid(`${IDENTITY}/kubelet/client`),
          objectId: artificialUuid(`${IDENTITY}/kubelet/principal`),
        },
      },
      enableRBAC: true,
      disableLocalAccounts: true,
      aadProfile: {
        managed: true,
        enableAzureRBAC: true,
        adminGroupObjectIDs: [ADMINS],
        tenantID: artificialUuid("tenant"),
      },
      apiServerAccessProfile: {
        enableVnetIntegration: true,
        subnetId: "api-subnet",
        disableRunCommand: true,
        enablePrivateCluster: true,
        enablePrivateClusterPublicFQDN: false,
        privateDNSZone: "system",
      },
      oidcIssuerProfile: { enabled: true },
      securityProfile: { workloadIdentity: { enabled: true }, imageCleaner: { enabled: true, intervalHours: 48 } },
      networkProfile: {
        networkPlugin: "azure",
        networkPluginMode: "overlay",
        networkDataplane: "cilium",
        networkPolicy: "cilium",
        advancedNetworking: {
          enabled: true,
          observability: { enabled: true },
          security: { enabled: true, advancedNetworkPolicies: "FQDN" },
        },
        podCidr: RANGES.pods,
        serviceCidr: RANGES.services,
        dnsServiceIP: "10.245.0.10",
        loadBalancerSku: "standard",
        outboundType: "userAssignedNATGateway",
      },
      agentPoolProfiles: [
        {
          name: "system",
          mode: "System",
          ...nodes("Standard_D4ds_v5", 3, 5),
          nodeTaints: ["CriticalAddonsOnly=true:NoSchedule"],
          upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: 30 },
        },
      ],
      autoScalerProfile: {
        balanceSimilarNodeGroups: "true",
        expander: "least-waste",
        skipNodesWithLocalStorage: "false",
        maxGracefulTerminationSec: "600",
      },
      autoUpgradeProfile: { upgradeChannel: "patch", nodeOSUpgradeChannel: "NodeImage" },
      storageProfile: {
        diskCSIDriver: { enabled: true },
        snapshotController: { enabled: true },
        fileCSIDriver: { enabled: false },
        blobCSIDriver: { enabled: false },
      },
    });
  });

  it("lets the control plane into its two subnets and hand out one identity, before it starts", async () => {
    const { named } = await record();
    const principal = artificialUuid(`${IDENTITY}/control-plane/principal`);
    assert.deepEqual(named("cluster-join-nodes").inputs, roleOf(NETWORK_CONTRIBUTOR, principal, "nodes-subnet"));
    assert.deepEqual(named("cluster-join-api").inputs, roleOf(NETWORK_CONTRIBUTOR, principal, "api-subnet"));
    assert.deepEqual(named("cluster-give-kubelet").inputs, roleOf(IDENTITY_OPERATOR, principal, `${IDENTITY}/kubelet`));
    const waits = namesOf(named("cluster-cluster").dependencies);
    for (const role of ["join-nodes", "join-api", "give-kubelet"]) assert.ok(waits.includes(`cluster-${role}`), role);
  });

  it("has a pool for agents, and one that Azure may take away, which it cannot surge", async () => {
    const { named } = await record({ drainSeconds: 3600 });
    const inCluster = { resourceGroupName: "rg", resourceName: "aks", mode: "User" };
    const { inputs, ignoreChanges } = named("cluster-agents");
    assert.deepEqual(ignoreChanges, ["count"]);
    assert.deepEqual(inputs, {
      ...inCluster,
      agentPoolName: "agents",
      ...nodes("Standard_D8ds_v5", 3, 20),
      upgradeSettings: { maxSurge: "33%", drainTimeoutInMinutes: 65 },
    });
    assert.deepEqual(named("cluster-spot").inputs, {
      ...inCluster,
      agentPoolName: "spot",
      ...nodes("Standard_D8ds_v5", 0, 30),
      scaleSetPriority: "Spot",
      scaleSetEvictionPolicy: "Delete",
      spotMaxPrice: -1,
      nodeLabels: { "kubernetes.azure.com/scalesetpriority": "spot" },
      nodeTaints: ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"],
    });
    const autoscaler = named("cluster-cluster").inputs.autoScalerProfile as Record<string, string>;
    assert.equal(autoscaler.maxGracefulTerminationSec, "3600");
    const [toleration] = SPOT_NODES.tolerations;
    assert.deepEqual(
      [`${toleration?.key}=${toleration?.value}:${toleration?.effect}`],
      named("cluster-spot").inputs.nodeTaints,
    );
    assert.deepEqual(SPOT_NODES.nodeSelector, named("cluster-spot").inputs.nodeLabels);
  });

  it("makes no spot pool where none is asked for", async () => {
    const size = { vmSize: "Standard_D4ds_v5", min: 3, max: 5 };
    const recorded = await record({ pools: { system: size, agents: size } });
    assert.deepEqual(
      recorded.ofType("azure-native:containerservice:AgentPool").map(({ name }) => name),
      ["cluster-agents"],
    );
  });

  it("upgrades Kubernetes and the nodes' image only in the window", async () => {
    const { named } = await record();
    const maintenanceWindow = {
      schedule: { weekly: { dayOfWeek: "Sunday", intervalWeeks: 1 } },
      startTime: "02:00",
      utcOffset: "+01:00",
      durationHours: 4,
    };
    for (const [name, configName] of [
      ["kubernetes", "aksManagedAutoUpgradeSchedule"],
      ["nodes", "aksManagedNodeOSUpgradeSchedule"],
    ]) {
      assert.deepEqual(named(`cluster-maintenance-${name}`).inputs, {
        resourceGroupName: "rg",
        resourceName: "aks",
        configName,
        maintenanceWindow,
      });
    }
  });

  it("keeps who changed what and why nodes came, and not who read what", async () => {
    const { named } = await record();
    const { inputs } = named("cluster-diagnostics");
    assert.equal(inputs.resourceUri, CLUSTER);
    assert.equal(inputs.logAnalyticsDestinationType, "Dedicated");
    assert.deepEqual(
      (inputs.logs as { category: string }[]).map(({ category }) => category),
      [
        "kube-audit-admin",
        "guard",
        "cluster-autoscaler",
        "kube-controller-manager",
        "kube-scheduler",
        "cloud-controller-manager",
      ],
    );
  });

  it("lets in the named ranges where the API is not private", async () => {
    const { named } = await record({ api: { exposure: "ranges", ranges: ["203.0.113.0/24"] } });
    assert.deepEqual(named("cluster-cluster").inputs.apiServerAccessProfile, {
      enableVnetIntegration: true,
      subnetId: "api-subnet",
      disableRunCommand: true,
      authorizedIPRanges: ["203.0.113.0/24"],
    });
  });

  it("says where it is, who vouches for its service accounts, and what has to be there first", async () => {
    const { outputs, named } = await record();
    const { kubeconfig: _, ...others } = outputs;
    assert.deepEqual(others, {
      clusterId: CLUSTER,
      clusterName: "aks",
      nodeResourceGroup: "aks-nodes",
      issuerUrl: `https://eastus.oic.prod-aks.azure.com/${artificialUuid("tenant")}/${artificialUuid(CLUSTER)}/`,
      kubeletPrincipalId: artificialUuid(`${IDENTITY}/kubelet/principal`),
      waitFor: ["cluster-cluster", "cluster-agents", "cluster-spot"].map((name) => named(name).urn),
    });
  });

  for (const login of ["azurecli", "workloadidentity"] as const) {
    it(`gives a kubeconfig that signs in by ${login} where Azure says that the API is`, async () => {
      const { outputs } = await record({ login });
      assert.ok(outputs.kubeconfig instanceof Secret);
      assert.deepEqual(parse(outputs.kubeconfig.reveal() as string), {
        apiVersion: "v1",
        kind: "Config",
        clusters: [
          {
            name: "aks",
            cluster: {
              server: "https://aks-simulated.hcp.azmk8s.io:443",
              "certificate-authority-data": Buffer.from("simulated certificate of aks").toString("base64"),
            },
          },
        ],
        users: [
          {
            name: "aks",
            user: {
              exec: {
                apiVersion: "client.authentication.k8s.io/v1beta1",
                command: "kubelogin",
                args: ["get-token", "--login", login, "--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
                installHint: "kubelogin is not on the PATH: az aks install-cli, or github.com/Azure/kubelogin",
                interactiveMode: "Never",
                provideClusterInfo: false,
              },
            },
          },
        ],
        contexts: [{ name: "aks", context: { cluster: "aks", user: "aks" } }],
        "current-context": "aks",
      });
    });
  }

  it("has no kubeconfig yet during the preview of a cluster that is not there, and asks for none", async () => {
    const { outputs } = await record({}, { preview: true });
    assert.ok(outputs.kubeconfig instanceof Secret);
    assert.equal(outputs.kubeconfig.reveal(), undefined);
  });
});

describe("apiOf", () => {
  it("says what is missing in a kubeconfig without a server or an authority", () => {
    const kubeconfig = (text: string) => Buffer.from(text).toString("base64");
    assert.throws(() => apiOf(kubeconfig("clusters: []")), {
      message: "Azure's kubeconfig names no server, which is the address of the API",
    });
    assert.throws(() => apiOf(kubeconfig("clusters: [{cluster: {server: https://api}}]")), {
      message: "Azure's kubeconfig names no certificate-authority-data, which the API's certificate is checked by",
    });
  });
});
