import { Agent } from "../../components/agent.ts";
import { PrototypeBlock } from "../../components/settings/prototype.ts";
import type { PrototypeSettings } from "../../components/settings.ts";

/** Digest of no image. */
export const DIGEST = `sha256:${"ab".repeat(32)}`;

/** Subscription that is none. */
export const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";

/** An agent that is right, with some fields set otherwise. */
export function agentWith(fields: Record<string, unknown> = {}): Agent {
  return Agent.parse({
    name: "research-agent",
    image: { repository: "ghcr.io/acme/research-agent", digest: DIGEST },
    ...fields,
  });
}

/** Settings of a prototype that are right, with some of the tier's own set otherwise. */
export function settingsWith(
  agents: Agent[],
  block: Record<string, unknown> = {},
  secrets: Record<string, string> = {},
): PrototypeSettings {
  return {
    tier: "prototype",
    owner: "agents",
    environment: "dev",
    agents,
    secrets,
    prototype: PrototypeBlock.parse({ subscriptionId: SUBSCRIPTION, budget: { startDate: "2026-01-01" }, ...block }),
    warnings: [],
  };
}
