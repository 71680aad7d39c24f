import * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../agent.ts";

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
