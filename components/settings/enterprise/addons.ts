import { z } from "zod";
import { ADDON_NAMES, ADDONS, type AddonName } from "../../cluster/addonNames.ts";
import type { ReadableCluster } from "./cluster.ts";

const switches = Object.fromEntries(
  ADDON_NAMES.map((name) => [name, z.boolean().optional().describe(described(name))]),
) as Record<AddonName, z.ZodOptional<z.ZodBoolean>>;

/** Add-ons by name: whether the cluster gets them. */
export const Switches = z.strictObject(switches);

/** The same, with nothing said where it is left out. */
export const AddonsBlock = Switches.prefault({}).describe(
  "Switches for add-ons. Off means that the stack does not install it.",
);

/** Add-ons by name, as the settings switch them. */
export type AddonsBlock = z.infer<typeof AddonsBlock>;

/** Whether the cluster has a metrics server before the stack installs one: AKS brings it, EKS Auto Mode does not. */
export function bringsMetricsServer(cluster: ReadableCluster): boolean {
  if (cluster.provider === "existing") return cluster.metricsServer ?? false;
  return cluster.provider === "aks";
}

/** The add-ons that the stack installs, those before that others need. */
export function addonsToInstall(addons: AddonsBlock, cluster: ReadableCluster): AddonName[] {
  return ADDON_NAMES.filter((name) => addons[name] ?? byDefault(name, cluster));
}

function byDefault(name: AddonName, cluster: ReadableCluster): boolean {
  const { byDefault: usual } = ADDONS[name];
  if (usual === "whereMissing") return !bringsMetricsServer(cluster);
  return usual === "whereMade" ? cluster.provider !== "existing" : usual;
}

function described(name: AddonName): string {
  const { purpose, byDefault: usual } = ADDONS[name];
  if (usual === "whereMissing") return `${purpose} Where it is left out: on if the cluster brings none.`;
  if (usual === "whereMade") return `${purpose} Where it is left out: on if the stack makes the cluster.`;
  return `${purpose} ${usual ? "On" : "Off"} where it is left out.`;
}
