import { ADDON_NAMES, ADDONS, type AddonName } from "../../cluster/addonNames.ts";
import type { ReadableAgent } from "../fleet.ts";
import { configSet, type Problem, when } from "../problem.ts";
import { type AddonsBlock, addonsToInstall, bringsMetricsServer } from "./addons.ts";
import type { ChaosBlock } from "./chaos.ts";
import type { ReadableCluster } from "./cluster.ts";
import type { DeliveryBlock } from "./delivery.ts";

const PATH = "daca:enterprise.addons";

/** What asks for add-ons, beside add-ons. */
interface Askers {
  addons: AddonsBlock;
  delivery?: DeliveryBlock | undefined;
  chaos?: ChaosBlock | undefined;
  cluster: ReadableCluster;
}

/** What every agent of this tier is made with: its sidecar, its replicas, its metrics, its advice, its traces. */
const OF_EVERY_AGENT: readonly AddonName[] = ["dapr", "keda", "monitoring", "verticalPodAutoscaler", "collector"];

/** Add-ons that are on although they cannot be. */
export function checkAddons({ addons, cluster }: Askers): Problem[] {
  return [
    // Two of them fight over one APIService.
    ...when(
      addons.metricsServer === true && bringsMetricsServer(cluster),
      `${PATH}.metricsServer`,
      "is true, but the cluster brings a metrics server, expected one of them",
      `pulumi config rm --path '${PATH}.metricsServer'`,
    ),
    ...when(
      addons.velero === true && cluster.provider === "existing",
      `${PATH}.velero`,
      "is true, but the stack makes no place for backups beside a cluster that is there",
      `pulumi config rm --path '${PATH}.velero'`,
    ),
  ];
}

/** Add-ons that are off although agents, a setting or another add-on need them. */
export function missingAddons(
  agents: readonly ReadableAgent[],
  { addons, delivery, chaos, cluster }: Askers,
): Problem[] {
  const installed = new Set(addonsToInstall(addons, cluster));
  const isThere = (name: AddonName) =>
    installed.has(name) || (name === "metricsServer" && bringsMetricsServer(cluster));
  /** A problem where the need is off. `instead` is what else would mend it. */
  const asks = (path: string, says: string, need: AddonName, instead: string): Problem[] =>
    when(
      !isThere(need),
      path,
      `${says} needs the add-on ${need}, which is off`,
      `${configSet(`${PATH}.${need}`, "true")}, or ${instead}`,
    );

  return [
    ...OF_EVERY_AGENT.flatMap((need) =>
      when(!isThere(need), `${PATH}.${need}`, "is off, but every agent needs it", configSet(`${PATH}.${need}`, "true")),
    ),
    ...ADDON_NAMES.filter((name) => installed.has(name)).flatMap((name) =>
      ADDONS[name].needs.flatMap((need) =>
        asks(`${PATH}.${name}`, "is on and", need, configSet(`${PATH}.${name}`, "false")),
      ),
    ),
    ...agents.flatMap(({ path, agent }) => {
      const { strategy } = agent.delivery ?? {};
      const at = `${path}.delivery.strategy`;
      return [
        ...(strategy === "canary" || strategy === "blueGreen"
          ? asks(at, `is ${strategy}, which`, "argoRollouts", configSet(at, "rolling"))
          : []),
        ...(Object.keys(agent.secrets ?? {}).length > 0
          ? asks(`${path}.secrets`, "are set, which", "externalSecrets", "remove them")
          : []),
      ];
    }),
    ...(delivery?.mode === "gitops"
      ? asks(
          "daca:enterprise.delivery.mode",
          "is gitops, which",
          "argocd",
          configSet("daca:enterprise.delivery.mode", "direct"),
        )
      : []),
    ...Object.entries(chaos ?? {}).flatMap(([name, experiment]) => {
      const at = `daca:enterprise.chaos.${name}`;
      return experiment ? asks(at, "is set, which", "chaosMesh", `pulumi config rm --path '${at}'`) : [];
    }),
  ];
}
