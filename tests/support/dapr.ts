import { AGENT_LABELS, deployment, object, podSpec } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

interface Setting {
  name: string;
  value?: unknown;
  secretKeyRef?: { name: string; key: string };
  secretRef?: string;
}

/** A component on Kubernetes. */
export function component(type: string, metadata: Setting[], change: object = {}): Fixture {
  return object(
    "kubernetes:dapr.io/v1alpha1:Component",
    { name: "agent-statestore" },
    { spec: { type, version: "v1", metadata }, scopes: ["research-agent"], ...change },
  );
}

/** A component of Container Apps. */
export function azureComponent(componentType: string, metadata: Setting[], change: object = {}): Fixture {
  const props = { componentName: "agent-statestore", componentType, metadata, scopes: ["research-agent"], ...change };
  return { type: "azure-native:app:DaprComponent", props };
}

export function configuration(spec: object, name = "research-agent"): Fixture {
  return object("kubernetes:dapr.io/v1alpha1:Configuration", { name }, { spec });
}

/** A Deployment whose pods have a Dapr sidecar; `annotations` go without `dapr.io/`. */
export function daprDeployment(annotations: Record<string, string> = {}): Fixture {
  const all = { enabled: "true", "app-id": "research-agent", "app-port": "8000", ...annotations };
  const prefixed = Object.fromEntries(Object.entries(all).map(([name, value]) => [`dapr.io/${name}`, value]));
  return deployment(podSpec(), {
    template: { metadata: { labels: AGENT_LABELS, annotations: prefixed }, spec: podSpec() },
  });
}
