import type { Audit, Audited } from "../../policy/lib/audit.ts";
import type { Exemption } from "../../policy/lib/exemption.ts";
import type { AnyResource } from "../../policy/lib/resource.ts";
import type { Finding, Rule } from "../../policy/lib/rule.ts";
import { lampRule, objectOf } from "./smallRule.ts";

export const EXEMPTION: Exemption = {
  resource: "Deployment agents/agent",
  reason: "the vendor is asked to mend it",
  owner: "team-agents",
  until: "2027-01-31",
};

export const agent = objectOf("kubernetes:apps/v1:Deployment", { metadata: { name: "agent", namespace: "agents" } });

interface About {
  rule?: Rule;
  resource?: AnyResource;
}

export function violated(
  finding: Finding,
  about: About & { ended?: Exemption; level?: Audited["level"] } = {},
): Audited {
  return { rule: lampRule, resource: agent, state: "violated", level: "mandatory", finding, ...about };
}

export function exempted(finding: Finding, about: About = {}): Audited {
  return {
    rule: lampRule,
    resource: agent,
    state: "exempted",
    level: "advisory",
    finding,
    exemption: EXEMPTION,
    ...about,
  };
}

export function undecided(path: string, about: About = {}): Audited {
  const reason = "is not known before up";
  return { rule: lampRule, resource: agent, state: "undecided", level: "advisory", path, reason, ...about };
}

export function auditOf(...judgements: Audited[]): Audit {
  return { judgements, unused: [] };
}
