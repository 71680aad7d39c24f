import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { writableTopics } from "../../agentEnvironment.ts";

/** Settings of a Dapr component. */
export type Metadata = { name: string; value: pulumi.Input<string> }[];

/** The Service Bus namespace that a pub/sub component talks to. */
export interface Bus {
  hostname: pulumi.Input<string>;
  /** Seconds that a message is held before it is offered again; the same as the subscriptions'. */
  lockSeconds: number;
}

/** Settings of `pubsub.azure.servicebus.topics` for the agents that load it, without how it signs in. */
export function pubsubMetadata(bus: Bus, users: Agent[]): Metadata {
  const topics = [...new Set(users.flatMap((agent) => [...writableTopics(agent), ...agent.topics.subscribe]))];
  const handlers = Math.max(...users.map((agent) => agent.scaling.concurrency));
  return [
    { name: "namespaceName", value: bus.hostname },
    // Topics and subscriptions are Pulumi's; agents have no right to make any.
    { name: "disableEntityManagement", value: "true" },
    { name: "maxConcurrentHandlers", value: String(handlers) },
    { name: "maxActiveMessages", value: String(handlers) },
    // The default of 60 s would cut off an agent that thinks for minutes.
    { name: "handlerTimeoutInSec", value: String(Math.max(...users.map((agent) => agent.drainSeconds))) },
    // Renewed at half-time at the latest, so that one slow renewal does not lose the message. 20 s is Dapr's default.
    { name: "lockRenewalInSec", value: String(Math.min(20, Math.floor(bus.lockSeconds / 2))) },
    // Protected: an agent that is not named below may use no topic at all, rather than all of them.
    { name: "protectedTopics", value: topics.join(",") },
    { name: "publishingScopes", value: scopes(users, writableTopics) },
    { name: "subscriptionScopes", value: scopes(users, ({ topics }) => topics.subscribe) },
  ];
}

/** Each agent's own topics, in Dapr's form: `agent1=topic1,topic2;agent2=`. */
function scopes(users: Agent[], topics: (agent: Agent) => string[]): string {
  return users.map((agent) => `${agent.name}=${topics(agent).join(",")}`).join(";");
}
