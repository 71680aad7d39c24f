import { z } from "zod";
import { numeric, text } from "../check.ts";
import { apiAccess, KubernetesVersion, network } from "./fields.ts";

/** Ranges that AKS takes as `authorizedIPRanges`. */
const MOST_RANGES = 200;

const VmSize = text(/^Standard_[A-Z][A-Za-z0-9_-]*$/, "an Azure VM size such as Standard_D4ds_v5");

/** Nodes that Azure makes and removes between two bounds. */
function pool(least: number, defaults: { size: string; min: number; max: number }, purpose: string) {
  return z
    .strictObject({
      size: VmSize.default(defaults.size).describe(
        "Azure VM size of a node. Changing it replaces the nodes, one by one.",
      ),
      min: numeric(z.int().min(least).max(1000)).default(defaults.min).describe("Fewest nodes."),
      max: numeric(z.int().min(1).max(1000))
        .default(defaults.max)
        .describe("Most nodes: the cap on what a spike can cost."),
    })
    .superRefine(({ min, max }, context) => {
      if (min > max) context.addIssue({ code: "custom", path: ["min"], message: `at most max (${max})` });
    })
    .prefault({})
    .describe(purpose);
}

/** A cluster that the stack makes on Azure Kubernetes Service. */
export const AksBlock = z.strictObject({
  provider: z.literal("aks").optional().default("aks"),
  subscriptionId: z
    .guid({ error: "the id (GUID) of the Azure subscription to deploy into" })
    .describe("Azure subscription. Named here so that nothing lands in whichever one a shell has chosen."),
  location: text(/^[a-z]+[0-9]?$/, "the short name of an Azure region, such as eastus")
    .default("eastus")
    .describe("Azure region of everything in the stack. Changing it replaces the stack's resources."),
  kubernetesVersion: KubernetesVersion,
  adminGroupIds: z
    .array(z.guid({ error: "the object id (GUID) of an Entra group" }), {
      error: "the object ids (GUIDs) of Entra groups",
    })
    .min(1)
    .describe(
      "Entra groups whose members administer the cluster. Local accounts are off, so there is no other way in.",
    ),
  login: z
    .enum(["azurecli", "workloadidentity"])
    .default("azurecli")
    .describe(
      "How whoever runs Pulumi signs in to the cluster: as the Azure CLI is signed in, or with a federated token, as in a pipeline without it.",
    ),
  api: apiAccess(MOST_RANGES),
  network: z
    .strictObject({
      // 256 /24 subnets, and apart from what hub networks often take (10.0.0.0/16) and Docker (172.17.0.0/16).
      addressSpace: network("10.40.0.0/16", 8, 22).describe(
        "Addresses of the virtual network: nodes, database, private endpoints. Must not overlap with networks that it is connected to.",
      ),
      // AKS's own default; an overlay, so that pods take nothing from the virtual network.
      podCidr: network("10.244.0.0/16", 8, 23).describe("Addresses of pods. Each node takes a /24 of them."),
      serviceCidr: network("10.96.0.0/16", 13, 24).describe("Addresses of Services, inside the cluster only."),
    })
    .prefault({})
    .describe("Addresses of the cluster. Only at creation: changing them replaces the cluster."),
  zones: z
    .array(numeric(z.int().min(1).max(3)))
    .min(1)
    .refine((zones) => new Set(zones).size === zones.length, { error: "each zone once" })
    .default([1, 2, 3])
    .describe("Availability zones of the nodes and the database. Fewer than the region has survive less."),
  pools: z
    .strictObject({
      system: pool(1, { size: "Standard_D4ds_v5", min: 3, max: 6 }, "Nodes of what Kubernetes itself needs."),
      agents: pool(1, { size: "Standard_D4ds_v5", min: 3, max: 20 }, "Nodes of the agents and the add-ons."),
      spot: pool(
        0,
        { size: "Standard_D4ds_v5", min: 0, max: 20 },
        "Cheaper nodes that Azure may take away with 30 seconds' notice, for agents that allow it (`spot: true`).",
      ),
    })
    .prefault({}),
  database: z
    .strictObject({
      size: text(
        /^Standard_[DE]\d+[a-z]*s_v\d$/,
        "a size for PostgreSQL with a standby, such as Standard_D2ds_v5 or Standard_E4ds_v5",
      )
        .default("Standard_D2ds_v5")
        .describe("Azure size of the machine: general purpose (D) or with more memory (E)."),
      storageGigabytes: numeric(z.literal([32, 64, 128, 256, 512, 1024, 2048, 4096]))
        .default(64)
        .describe("Storage to begin with. It grows by itself."),
      backupDays: numeric(z.int().min(7).max(35))
        .default(14)
        .describe("Days to any second of which it can be restored."),
    })
    .prefault({})
    .describe("The PostgreSQL server that holds the agents' state."),
  geoRedundant: z
    .boolean()
    .default(false)
    .describe(
      "Keep a copy of all backups in the region that Azure pairs with this one, which may be in another country. Only at creation.",
    ),
  maintenance: z
    .strictObject({
      day: z
        .enum(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
        .default("Sunday")
        .describe("Day of the week."),
      hour: numeric(z.int().min(0).max(23)).default(2).describe("Hour at which it begins, in UTC."),
      // AKS takes 4 to 24; its documentation recommends at least 4 for a node image to reach every node.
      hours: numeric(z.int().min(4).max(24)).default(4).describe("How long Azure may go on."),
    })
    .prefault({})
    .describe("When Azure may upgrade the cluster and its nodes."),
});

/** A cluster on Azure Kubernetes Service, with every default filled in. */
export type AksBlock = z.infer<typeof AksBlock>;
