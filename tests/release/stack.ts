import { Agent } from "../../components/agent.ts";
import { isRecord } from "../../components/settings/check.ts";
import { readSettings } from "../../components/settings.ts";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { type Deployed, readDeployed } from "../../release/deployed.ts";
import type { Setting } from "../../release/step.ts";
import { SUBSCRIPTION } from "../support/agents.ts";
import { recordProgram } from "../support/program.ts";

export const REPOSITORY = "ghcr.io/acme/research-agent";

/** Digest of an image, told apart by one hexadecimal digit. */
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

/** An image that was built. */
export const image = (digit: string) => ({ repository: REPOSITORY, digest: digest(digit) });

/** The config of a stack with these agents, as git has it. */
export function configOf(agents: Record<string, unknown>[]): Record<string, unknown> {
  return {
    "daca:tier": "prototype",
    "daca:owner": "agents",
    "daca:environment": "dev",
    "daca:agents": agents.map((agent) => ({
      name: "research-agent",
      image: { repository: REPOSITORY },
      ingress: { exposure: "external" },
      ...agent,
    })),
    "daca:prototype": { subscriptionId: SUBSCRIPTION, budget: { startDate: "2026-01-01" } },
  };
}

/** The config with settings changed as `pulumi config set --path` does. */
export function configured(config: Record<string, unknown>, settings: readonly Setting[]): Record<string, unknown> {
  // By JSON, so that no two agents share a block.
  const changed: Record<string, unknown> = JSON.parse(JSON.stringify(config));
  for (const { path, value } of settings) {
    const [, key = "", index = "", rest = ""] = /^([\w:]+)\[(\d+)\]\.(.+)$/.exec(path) ?? [];
    const steps = rest.split(".");
    const last = steps.pop() ?? "";
    let at = (changed[key] as Record<string, unknown>[])[Number(index)] ?? {};
    for (const step of steps) {
      const next = isRecord(at[step]) ? at[step] : {};
      at[step] = next;
      at = next;
    }
    at[last] = value;
  }
  return changed;
}

/** What a stack would be after `pulumi up` with this config: its outputs, and the traffic of each agent. */
export async function up(config: Record<string, unknown>): Promise<{ deployed: Deployed; traffic: Traffic }> {
  const settings = readSettings(config, "Pulumi.dev.yaml");
  if (settings.tier !== "prototype") throw new Error(`the release is of the prototype, not of ${settings.tier}`);
  const { outputs, ofType } = await recordProgram(() => new PrototypeTier("prototype", settings).outputs);
  const apps = ofType("azure-native:app:ContainerApp").map(({ inputs }) => inputs as unknown as App);
  return {
    deployed: readDeployed(JSON.parse(JSON.stringify(outputs)), "outputs.json"),
    traffic: Object.fromEntries(
      apps.map(({ containerAppName, configuration: { ingress } }) => [
        containerAppName,
        (ingress?.traffic ?? []).map(({ label, weight }) => `${label ?? "latest"} ${weight}`),
      ]),
    ),
  };
}

/** By agent: each revision's label and its percentage. */
export type Traffic = Record<string, string[]>;

interface App {
  containerAppName: string;
  configuration: { ingress?: { traffic: { label?: string; weight: number }[] } };
}

/** An agent's settings of the fields that a release is about. */
export function releaseFields(fields: Record<string, unknown> = {}) {
  const { name, image, delivery } = Agent.parse({
    name: "research-agent",
    image: { repository: REPOSITORY },
    ...fields,
  });
  return { path: "daca:agents[0]", name, image, delivery };
}
