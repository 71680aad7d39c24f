import { z } from "zod";
import { DAPR_COMPONENT_KINDS } from "../../lib/dapr/daprComponent.ts";
import type { Resource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

const KINDS = [
  ...DAPR_COMPONENT_KINDS,
  "kubernetes:dapr.io:Subscription",
  "azure-native:app:DaprSubscription",
] as const;

/** Whatever Dapr loads must say for which apps: without scopes every app of the namespace or environment loads it. */
export const rule = resourceRule({
  name: "dapr-component-scopes",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A Dapr component or subscription must name the apps that use it.",
  why: "every agent of the environment could read and write another's memory and messages",
  fix: "set scopes to the Dapr app ids that need it",
  references: ["Dapr component scopes", "OWASP ASI07"],
  kinds: KINDS,
  knobs: {
    sharedComponents: z.array(z.string()).default([]).describe("Names of components and subscriptions for all apps."),
  },
  check(resource, { sharedComponents }) {
    const { scopes } = resource.props;
    if ((scopes ?? []).length > 0 || sharedComponents.includes(nameOf(resource) ?? "")) return [];
    return [{ path: "scopes", got: scopes, want: "the app ids that need it" }];
  },
});

function nameOf(resource: Resource<(typeof KINDS)[number]>): string | undefined {
  switch (resource.kind) {
    case "azure-native:app:DaprComponent":
      return resource.props.componentName;
    case "azure-native:app:DaprSubscription":
      return resource.props.name;
    default:
      return resource.props.metadata?.name;
  }
}
