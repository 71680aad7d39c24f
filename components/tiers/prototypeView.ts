import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../agent.ts";
import { deadLetterTopic } from "../agentEnvironment.ts";
import type { TopicRoute } from "../infra/azure/messageBus.ts";

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

/** Page of a resource in the Azure portal. */
export function portalLink(resourceId: pulumi.Input<string>, page = "overview"): pulumi.Output<string> {
  return pulumi.interpolate`https://portal.azure.com/#resource${resourceId}/${page}`;
}

/** The DNS records that an agent's own domain needs, before Azure believes that it is yours. */
export function domainRecords(
  { name, ingress: { domain } }: Agent,
  url: pulumi.Output<string> | undefined,
  verificationId: pulumi.Output<string>,
): [string, unknown][] {
  if (domain === undefined || url === undefined) return [];
  const records = [
    { type: "CNAME", name: domain.name, value: url.apply((address) => address.replace("https://", "")) },
    { type: "TXT", name: `asuid.${domain.name}`, value: verificationId },
  ];
  return [[name, records]];
}

/**
 * What the next release must know of this one, by agent: which image it runs, and how it took over. Only the stack can
 * say it: git has neither, since a release sets both. An app that `pulumi up --target` left out was not released.
 */
export function releases(
  deployed: readonly { agent: Agent; app: { appId: pulumi.Output<string> } }[],
): pulumi.Output<Record<string, Pick<Agent, "image" | "delivery">>> {
  return pulumi.all(deployed.map(({ app }) => app.appId)).apply((ids) => {
    const released = deployed.filter((_, index) => ids[index]);
    return Object.fromEntries(released.map(({ agent: { name, image, delivery } }) => [name, { image, delivery }]));
  });
}
