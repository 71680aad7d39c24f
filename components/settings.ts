import { z } from "zod";
import { Agent } from "./agent.ts";
import { check, isRecord, readable, step, text } from "./settings/check.ts";
import { checkFleet, doubtfulTopics, type ReadableAgent } from "./settings/fleet.ts";
import { configSet, type Problem, SettingsError, show } from "./settings/problem.ts";
import { checkPrototype, PrototypeBlock, unmetInPrototype } from "./settings/prototype.ts";

/** The tiers that a stack can name. */
export const TIERS = ["prototype", "enterprise", "planetary"] as const;
export type TierName = (typeof TIERS)[number];

/** The tiers that this version can deploy. */
export const DEPLOYABLE = ["prototype"] as const satisfies TierName[];

/** Everything under `daca:` in a stack's config. */
export const StackConfig = z.strictObject({
  "daca:tier": z.enum(TIERS).describe("Where the agents run: serverless, one Kubernetes cluster, or many regions."),
  "daca:owner": text(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    "a team's name in lowercase letters, digits and hyphens",
  ).describe("Team that answers for the stack. Tags every resource."),
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
});

const { "daca:agents": Agents, "daca:secrets": Secrets, "daca:prototype": _, ...Scalars } = StackConfig.shape;

/** The keys of the config, and the values of those that are not checked on their own. */
const Outline = z.strictObject({
  ...Scalars,
  "daca:prototype": z.unknown().optional(),
  "daca:agents": z.unknown().optional(),
  "daca:secrets": z.unknown().optional(),
});

/** A stack's settings, checked, with every default filled in. */
export interface Settings {
  owner: string;
  environment: string;
  agents: Agent[];
  /** Plain text by name. Whoever passes one on wraps it as a Pulumi secret. */
  secrets: Record<string, string>;
  tier: (typeof DEPLOYABLE)[number];
  prototype: PrototypeBlock;
  /** Doubtful, but deployable. */
  warnings: Problem[];
}

/**
 * Reads and checks a stack's settings.
 * @param config the values under `daca:`, by full key
 * @param source how errors call the place they were read from, such as `Pulumi.prototype.yaml`
 * @throws {SettingsError} with every problem at once
 */
export function readSettings(config: Record<string, unknown>, source: string): Settings {
  const { "daca:tier": tier, "daca:prototype": rawBlock } = config;
  const common = check(Outline, config, "");
  const secrets = check(Secrets, config["daca:secrets"], "daca:secrets");
  const agents = readAgents(config["daca:agents"], Agents.element);
  // The prototype without a block has all the defaults, and lacks the subscription like one with an empty block.
  const given = rawBlock === undefined && tier === "prototype" ? {} : rawBlock;
  const prototype = check(PrototypeBlock.optional(), given, "daca:prototype");
  const block = readable(PrototypeBlock, given);

  const names = isRecord(config["daca:secrets"]) ? Object.keys(config["daca:secrets"]) : [];
  const problems: Problem[] = [
    ...common.problems.map(namedByKey),
    ...secrets.problems.map(withoutValue),
    ...agents.problems,
    ...checkFleet(agents.readable, names, tier === "prototype" || !TIERS.includes(tier as TierName)),
    ...prototype.problems.map(withAccountCommand),
    ...(tier === "prototype" ? checkPrototype(agents.readable, block) : notBuilt(tier)),
  ];
  if (problems.length > 0 || !common.value || !secrets.value || !agents.value || !prototype.value)
    throw new SettingsError(source, inOrder(problems));

  return {
    tier: "prototype",
    owner: common.value["daca:owner"],
    environment: common.value["daca:environment"],
    prototype: prototype.value,
    agents: agents.value,
    secrets: secrets.value,
    warnings: [...doubtfulTopics(agents.readable), ...unmetInPrototype(agents.readable, block)],
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

/** A missing subscription gets the command that finds it out and sets it. */
function withAccountCommand(problem: Problem): Problem {
  const { path, says } = problem;
  if (path !== "daca:prototype.subscriptionId" || !says.startsWith("is missing")) return problem;
  return { path, says, mend: configSet(path, '"$(az account show --query id --output tsv)"'), needed: "account" };
}

function notBuilt(tier: unknown): Problem[] {
  if (!TIERS.includes(tier as TierName)) return [];
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
