import { DAPR_COMPONENT_KINDS, daprComponentOf } from "../../lib/dapr/daprComponent.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A pub/sub component must say which app publishes and subscribes to what. `protectedTopics` refuses all others, too. */
export const rule = resourceRule({
  name: "dapr-topic-scopes",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A Dapr pub/sub component must say which app may publish and subscribe to which topics.",
  why: "a compromised agent could listen to every topic and give orders to every other agent",
  fix: "set publishingScopes and subscriptionScopes, or protectedTopics, in the component's metadata",
  references: ["Dapr topic scopes", "OWASP ASI07"],
  kinds: DAPR_COMPONENT_KINDS,
  check(resource) {
    const { type, settings, path } = daprComponentOf(resource);
    if (!type?.startsWith("pubsub.")) return [];
    const isSet = (name: string) => settings.some((each) => each.name === name && each.value !== "");
    if (isSet("protectedTopics")) return [];
    return ["publishingScopes", "subscriptionScopes"]
      .filter((name) => !isSet(name))
      .map((name) => ({ path, want: name }));
  },
});
