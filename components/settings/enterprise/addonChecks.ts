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

/** Add-ons that are switched off although another add-on, an agent or a setting needs them. */
export function checkAddons(agents: readonly ReadableAgent[], { addons, delivery, chaos, cluster }: Askers): Problem[] {
  const brings = bringsMetricsServer(cluster);
  const installed = new Set(addonsToInstall(addons, cluster));
  const isThere = (name: AddonName) => installed.has(name) || (name === "metricsServer" && brings);
  /** One problem for each of the needs that is off. `instead` is what else would mend it. */
  const asks = (path: string, says: string, needs: readonly AddonName[], instead: string): Problem[] =>
    needs
      .filter((need) => !isThere(need))
      .map((need) => ({
        path,
        says: `${says} needs the add-on ${need}, which is off`,
        mend: `${configSet(`${PATH}.${need}`, "true")}, or ${instead}`,
      }));

  return [
    // Two of them fight over one APIService.
    ...when(
      addons.metricsServer === true && brings,
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
    ...ADDON_NAMES.filter((name) => installed.has(name)).flatMap((name) =>
      asks(`${PATH}.${name}`, "is on and", ADDONS[name].needs, configSet(`${PATH}.${name}`, "false")),
    ),
    ...agents.flatMap(({ path, agent }) => {
      const { strategy } = agent.delivery ?? {};
      const { min = 0, max = 0 } = agent.replicas ?? {};
      const rolling = configSet(`${path}.delivery.strategy`, "rolling");
      const fixed = configSet(`${path}.replicas.max`, String(min));
      return [
        ...(strategy === "canary" || strategy === "blueGreen"
          ? asks(`${path}.delivery.strategy`, `is ${strategy}, which`, ["argoRollouts"], rolling)
          : []),
        ...(agent.scaling?.forecast
          ? asks(
              `${path}.scaling.forecast`,
              "is true, which",
              ["keda", "monitoring"],
              configSet(`${path}.scaling.forecast`, "false"),
            )
          : []),
        ...(max > min ? asks(`${path}.replicas.max`, `is ${max} (min is ${min}): scaling`, ["keda"], fixed) : []),
        ...(agent.state
          ? asks(`${path}.state`, "is set, which", ["dapr"], `pulumi config rm --path '${path}.state'`)
          : []),
        ...(hasTopics(agent) ? asks(`${path}.topics`, "are set, which", ["dapr"], "remove them") : []),
        ...(Object.keys(agent.secrets ?? {}).length > 0
          ? asks(`${path}.secrets`, "are set, which", ["externalSecrets"], "remove them")
          : []),
      ];
    }),
    ...(delivery?.mode === "gitops"
      ? asks(
          "daca:enterprise.delivery.mode",
          "is gitops, which",
          ["argocd"],
          configSet("daca:enterprise.delivery.mode", "direct"),
        )
      : []),
    ...Object.entries(chaos ?? {}).flatMap(([name, experiment]) =>
      experiment
        ? asks(
            `daca:enterprise.chaos.${name}`,
            "is set, which",
            ["chaosMesh"],
            `pulumi config rm --path 'daca:enterprise.chaos.${name}'`,
          )
        : [],
    ),
  ];
}

function hasTopics({ topics }: ReadableAgent["agent"]): boolean {
  return (topics?.publish ?? []).length + (topics?.subscribe ?? []).length > 0;
}
