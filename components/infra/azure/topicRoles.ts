import type { Agent } from "../../agent.ts";
import { writableTopics } from "../../agentEnvironment.ts";
import type { MessageBus } from "./messageBus.ts";
import type { Grant } from "./roles.ts";

/** The roles that an agent needs to talk: to send to its topics, and to receive from its subscriptions. Nothing else. */
export function topicRoles(
  agent: Agent,
  bus: Pick<MessageBus, "topicIds" | "subscriptionIds">,
): Record<string, Pick<Grant, "role" | "scope">> {
  const sends = writableTopics(agent).map(
    (topic) => [`send-${topic}`, { role: "ServiceBusDataSender", scope: made(bus.topicIds[topic], topic) }] as const,
  );
  const receives = agent.topics.subscribe.map((topic) => {
    const scope = made(bus.subscriptionIds[topic]?.[agent.name], `${topic} for ${agent.name}`);
    return [`receive-${topic}`, { role: "ServiceBusDataReceiver", scope }] as const;
  });
  return Object.fromEntries([...sends, ...receives]);
}

function made<T>(id: T | undefined, what: string): T {
  if (id !== undefined) return id;
  throw new Error(`the bus has no topic or subscription ${what}: make it from the routes of the same agents`);
}
