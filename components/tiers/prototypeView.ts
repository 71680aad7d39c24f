import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../agent.ts";
import type { TopicRoute } from "../infra/azure/messageBus.ts";

/** Every topic that an agent names, with the agents that subscribe to it. */
export function topicRoutes(agents: readonly Agent[]): TopicRoute[] {
  const names = new Set(agents.flatMap(({ topics: { publish, subscribe } }) => [...publish, ...subscribe]));
  return [...names].toSorted().map((name) => ({
    name,
    subscribers: agents.filter((agent) => agent.topics.subscribe.includes(name)).map((agent) => agent.name),
  }));
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
