import { Provider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import { ADDONS } from "../../components/cluster/addonNames.ts";
import { CATALOGUE } from "../../components/cluster/catalogue.ts";
import type { ClusterPlatform } from "../../components/cluster/platform.ts";
import { type Audited, audit } from "../../policy/lib/audit.ts";
import { readPolicyConfig } from "../../policy/lib/config.ts";
import { SYSTEM_NAMESPACES } from "../../policy/lib/kubernetes/systemNamespaces.ts";
import { toResources } from "../../policy/lib/resource.ts";
import { RULES } from "../../policy/rules/index.ts";
import type { RecordedResource } from "../../sandbox/recorder.ts";

/** A cluster's platform, in a program that is being recorded. */
export function platformIn(fields: Partial<ClusterPlatform> = {}, ready: pulumi.Resource[] = []): ClusterPlatform {
  const provider = new Provider("cluster", {
    kubeconfig: "clusters: [{cluster: {server: https://api}}]",
    context: "c",
  });
  return { provider, cloud: "azure", egress: "cilium", zones: 3, metricsServer: true, ready, ...fields };
}

/** Namespaces of add-ons: their charts say what each container may take, so no quota does. */
const ADDON_NAMESPACES = [...new Set(Object.values(ADDONS).map(({ namespace }) => namespace)), "node-exporter"];

/** What the policies have to know of a cluster's own objects. */
export const CLUSTER_KNOBS = {
  "chart-not-opaque": { allowCharts: Object.values(CATALOGUE).map(({ chart }) => chart) },
  // Pods that a release makes, which no policy sees.
  "k8s-selectors-select": {
    external: [
      { namespace: "dapr-system", labels: { "app.kubernetes.io/part-of": "dapr" } },
      {
        namespace: "vpa",
        labels: { "app.kubernetes.io/name": "vertical-pod-autoscaler", "app.kubernetes.io/component": "recommender" },
      },
      {
        namespace: "chaos-mesh",
        labels: { "app.kubernetes.io/name": "chaos-mesh", "app.kubernetes.io/component": "controller-manager" },
      },
    ],
  },
  "ns-pod-security": { levelByNamespace: { "chaos-mesh": "privileged", "node-exporter": "privileged" } },
  "ns-quota": { excludeNamespaces: [...SYSTEM_NAMESPACES, ...ADDON_NAMESPACES] },
};

/** What the policies of the enterprise tier find in resources. */
export function judged(recorded: readonly RecordedResource[], knobs: object = CLUSTER_KNOBS): Audited[] {
  const config = { source: "config.yaml", content: { policies: knobs } };
  const none = { source: "exemptions.yaml", content: undefined };
  const { settings, problems } = readPolicyConfig(RULES, "enterprise", config, none, "2026-12-01");
  if (problems.length > 0) throw new Error(problems.map(({ path, says }) => `${path} ${says}`).join("\n"));
  const resources = recorded.flatMap((resource) => {
    const { urn, type, name, parent, provider, protect, ignoreChanges, dependencies, inputs: props } = resource;
    const options = { protect, ignoreChanges, dependencies, ...(parent ? { parent } : {}) };
    const cluster = provider ? { provider: { urn: provider, type: "pulumi:providers:kubernetes", props: {} } } : {};
    return toResources({ urn, type, name, props, options, ...cluster });
  });
  return audit(RULES, resources, settings, "2026-12-01").judgements;
}

/** Findings in short: level, policy and resource. */
export function findings(judgements: readonly Audited[]): string[] {
  return judgements.map(({ level, rule, resource }) => `${level} ${rule.name} ${resource.name}`);
}
