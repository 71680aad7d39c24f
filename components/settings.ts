import { z } from "zod";
import { Agent, TeamName } from "./agent.ts";
import { check, isRecord, readable, step, text } from "./settings/check.ts";
import { EnterpriseBlock, readEnterprise } from "./settings/enterprise.ts";
import { checkFleet, doubtfulTopics, type ReadableAgent } from "./settings/fleet.ts";
import { configSet, type Problem, SettingsError, show, when } from "./settings/problem.ts";
import { PrototypeBlock, readPrototype } from "./settings/prototype.ts";

/** The tiers that a stack can name. */
export const TIERS = ["prototype", "enterprise", "planetary"] as const;
export type TierName = (typeof TIERS)[number];

/** The tiers that this version can deploy. */
export const DEPLOYABLE = ["prototype", "enterprise"] as const satisfies TierName[];

/** Everything under `daca:` in a stack's config. */
export const StackConfig = z.strictObject({
  "daca:tier": z.enum(TIERS).describe("Where the agents run: serverless, one Kubernetes cluster, or many regions."),
  "daca:owner": TeamName.describe("Team that answers for the stack. Tags every resource."),
  "daca:environment": text(/^[a-z][a-z0-9-]{0,14}[a-z0-9]$/, "a short name such as dev or production").describe(
    "What the stack is for, such as dev or production. Tags every resource.",
  ),
  "daca:agents": z.array(Agent).min(1, { error: "at least one agent" }).describe("The agents to deploy."),
  "daca:secrets": z
    .record(
      text(
        /^[a-z](?:[a-z0-9-]{0,98}[a-z0-9])?$/,
        "lowercase letters, digits and hyphens, starting with a letter, at most 100 characters",
      ),
      z.string().min(1, { error: "a value" }),
    )
    .default({})
    .describe("Secrets by name, each set with pulumi config set --secret --path 'daca:secrets.<name>'."),
  "daca:prototype": PrototypeBlock.optional().describe("What only the prototype tier asks."),
  "daca:enterprise": EnterpriseBlock.optional().describe("What only the enterprise tier asks."),
});

const {
  "daca:agents": Agents,
  "daca:secrets": Secrets,
  "daca:prototype": _,
  "daca:enterprise": __,
  ...Scalars
} = StackConfig.shape;

/** The keys of the config, and the values of those that are not checked on their own. */
const Outline = z.strictObject({
  ...Scalars,
  "daca:prototype": z.unknown().optional(),
  "daca:enterprise": z.unknown().optional(),
  "daca:agents": z.unknown().optional(),
  "daca:secrets": z.unknown().optional(),
});

/** What the settings of every tier have, checked, with every default filled in. */
interface CommonSettings {
  owner: string;
  environment: string;
  agents: Agent[];
  /** Plain text by name. Whoever passes one on wraps it as a Pulumi secret. */
  secrets: Record<string, string>;
  /** Doubtful, but deployable. */
  warnings: Problem[];
}

/** Settings of the prototype tier. */
export interface PrototypeSettings extends CommonSettings {
  tier: "prototype";
  prototype: PrototypeBlock;
}

/** Settings of the enterprise tier. */
export interface EnterpriseSettings extends CommonSettings {
  tier: "enterprise";
  enterprise: EnterpriseBlock;
}

/** A stack's settings, checked, with every default filled in. */
export type Settings = PrototypeSettings | EnterpriseSettings;

/**
 * Reads and checks a stack's settings.
 * @param config the values under `daca:`, by full key
 * @param source how errors call the place they were read from, such as `Pulumi.prototype.yaml`
 * @throws {SettingsError} with every problem at once
 */
export function readSettings(config: Record<string, unknown>, source: string): Settings {
  const { "daca:tier": tier } = config;
  const common = check(Outline, config, "");
  const secrets = check(Secrets, config["daca:secrets"], "daca:secrets");
  const agents = readAgents(config["daca:agents"], Agents.element);
  const owner = typeof config["daca:owner"] === "string" ? config["daca:owner"] : undefined;
  const prototype = readPrototype(config["daca:prototype"], tier === "prototype", agents.readable);
  const enterprise = readEnterprise(config["daca:enterprise"], tier === "enterprise", agents.readable, owner);

  const names = isRecord(config["daca:secrets"]) ? Object.keys(config["daca:secrets"]) : [];
  const tagsAllowed = tier === "prototype" || !TIERS.includes(tier as TierName);
  const problems: Problem[] = [
    ...common.problems.map(namedByKey),
    ...secrets.problems.map(withoutValue),
    ...agents.problems,
    ...checkFleet(agents.readable, enterprise.readsSecretsElsewhere ? undefined : names, tagsAllowed),
    ...prototype.problems,
    ...enterprise.problems,
    ...notBuilt(tier),
  ];
  const own = ownSettings(tier, prototype.block, enterprise.block);
  if (problems.length > 0 || !common.value || !secrets.value || !agents.value || !own)
    throw new SettingsError(source, inOrder(problems));

  return {
    ...own,
    owner: common.value["daca:owner"],
    environment: common.value["daca:environment"],
    agents: agents.value,
    secrets: secrets.value,
    warnings: [
      ...doubtfulTopics(agents.readable),
      ...prototype.warnings,
      ...enterprise.warnings,
      ...when(
        enterprise.readsSecretsElsewhere && names.length > 0,
        "daca:secrets",
        "takes no effect: on a cluster that is there, agents read their secrets from its own store",
      ),
    ],
  };
}

function readAgents(raw: unknown, element: typeof Agent) {
  const path = "daca:agents";
  if (!Array.isArray(raw) || raw.length === 0) {
    const says =
      raw === undefined
        ? "is missing, expected a list of agents"
        : `is ${show(raw)}, expected a list of at least one agent`;
    const mend = `${configSet("daca:agents[0].name", "research-agent")} && ${configSet("daca:agents[0].image.repository", "ghcr.io/acme/research-agent")}`;
    return { value: undefined, readable: [] as ReadableAgent[], problems: [{ path, says, mend }] };
  }
  const checked = raw.map((agent, index) => check(element, agent, step(path, index)));
  return {
    value: checked.flatMap((one) => (one.value ? [one.value] : [])),
    readable: raw.map((agent, index) => ({ path: step(path, index), agent: readable(Agent, agent) })),
    problems: checked.flatMap((one): Problem[] => one.problems),
  };
}

/** What the settings have of the chosen tier's own. */
function ownSettings(tier: unknown, prototype: PrototypeBlock | undefined, enterprise: EnterpriseBlock | undefined) {
  if (tier === "prototype" && prototype) return { tier, prototype } as const;
  if (tier === "enterprise" && enterprise) return { tier, enterprise } as const;
  return undefined;
}

function notBuilt(tier: unknown): Problem[] {
  const isLater = TIERS.some((known) => known === tier) && !DEPLOYABLE.some((known) => known === tier);
  if (!isLater) return [];
  return [
    {
      path: "daca:tier",
      says: `is ${show(tier)}, which this version cannot deploy yet, expected ${DEPLOYABLE.join(" or ")}`,
      mend: configSet("daca:tier", DEPLOYABLE[0]),
    },
  ];
}

/** By agent and by key, so that what belongs together stands together. */
function inOrder(problems: Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }));
}

/** A top-level key is its own path, whatever characters it has. */
function namedByKey(problem: Problem): Problem {
  const path = problem.path.replace(/^\["(.*)"\]$/, "$1");
  return { ...problem, path, ...(problem.mend ? { mend: problem.mend.replace(problem.path, path) } : {}) };
}

/** A secret's value is never shown, not even a wrong one. */
function withoutValue(problem: Problem): Problem {
  return { ...problem, says: problem.says.replace(/^is .*?, expected/, "is not usable, expected") };
}
