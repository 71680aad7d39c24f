import { ADDONS } from "../../cluster/addonNames.ts";
import { COLLECTOR_ADDRESS, COLLECTOR_NAMESPACE } from "../../cluster/addons/collector.ts";
import { DAPR_NAMESPACE } from "../../cluster/addons/dapr.ts";
import { MONITORING_NAMESPACE, PROMETHEUS_URL } from "../../cluster/addons/monitoring.ts";
import { AGENT_PRIORITY } from "../../cluster/podSettings.ts";
import { SECRET_STORE } from "../../cluster/secretStore.ts";
import type { DeliveryBlock } from "../../settings/enterprise/delivery.ts";
import type { EnterpriseSettings } from "../../settings.ts";
import type { WorkloadContext } from "../../workload/context.ts";
import type { GitSource } from "../../workload/delivery/argoApplication.ts";
import type { Cloud } from "./cloud.ts";

/** Where the agents of one team run, and what is there for them. */
export function workloadContext(
  { platform, podLabels, registry }: Cloud,
  { environment, owner, enterprise }: EnterpriseSettings,
  team: string,
): WorkloadContext {
  const { cloud, egress, dnsAddress, zones, spot } = platform;
  const { gateway } = enterprise;
  return {
    environment,
    owner,
    team,
    cloud,
    egress,
    ...(dnsAddress === undefined ? {} : { dnsAddress }),
    zones,
    ...(spot === undefined ? {} : { spot }),
    monitoring: {
      namespace: MONITORING_NAMESPACE,
      prometheusUrl: PROMETHEUS_URL,
      runbooks: enterprise.alerts.runbooks,
    },
    collector: { namespace: COLLECTOR_NAMESPACE, address: COLLECTOR_ADDRESS },
    daprNamespace: DAPR_NAMESPACE,
    secretStore: SECRET_STORE,
    delivery: enterprise.delivery.mode,
    priorityClass: AGENT_PRIORITY,
    podLabels,
    ...(gateway === undefined ? {} : { gateway }),
    ...(registry === undefined ? {} : { registry }),
  };
}

/** Where Argo CD finds the agents; undefined where Pulumi puts them into the cluster itself. */
export function gitSource(delivery: DeliveryBlock): GitSource | undefined {
  if (delivery.mode === "direct") return undefined;
  const { repository, revision, path } = delivery;
  return { argocdNamespace: ADDONS.argocd.namespace, repository, revision, path };
}
