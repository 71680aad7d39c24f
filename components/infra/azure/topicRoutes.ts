import type { Agent } from "../../agent.ts";
import { deadLetterTopic } from "../../agentEnvironment.ts";
import type { TopicRoute } from "./messageBus.ts";

/** Subscription that keeps what is on a dead-letter topic until somebody looks at it: a topic alone keeps nothing. */
const KEPT = "kept";

/** Every topic that an agent names, with the agents that subscribe to it, and the agents' dead-letter topics. */
export function topicRoutes(agents: readonly Agent[]): TopicRoute[] {
  const deadLetters = deadLetterTopics(agents);
  const named = agents.flatMap(({ topics: { publish, subscribe } }) => [...publish, ...subscribe]);
  return [...new Set([...named, ...deadLetters])].toSorted().map((name) => ({
    name,
    subscribers: [
      ...agents.filter((agent) => agent.topics.subscribe.includes(name)).map((agent) => agent.name),
      ...(deadLetters.includes(name) ? [KEPT] : []),
    ],
  }));
}

/** The topics that hold what agents could not handle. */
export function deadLetterTopics(agents: readonly Agent[]): string[] {
  return agents.flatMap((agent) => deadLetterTopic(agent) ?? []);
}
