import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Problem } from "../components/settings/problem.ts";
import type { TierName } from "../components/settings.ts";
import { type PolicyConfig, type ReadFile, readPolicyConfig } from "./lib/config.ts";
import { RULES } from "./rules/index.ts";

/** The reviewed files of a project, relative to its root. A project without one has no entries in it. */
const CONFIG_FILE = "policy/config.yaml";
const EXEMPTIONS_FILE = "policy/exemptions.yaml";

/**
 * What a project's policies are told for a tier.
 * @param root folder of the project
 * @param today the day, as `2027-01-31`, that exemptions must have reached
 */
export async function readPolicyFiles(root: string, tier: TierName, today: string): Promise<PolicyConfig> {
  const problems: Problem[] = [];
  const config = await readYaml(root, CONFIG_FILE, problems);
  const exemptions = await readYaml(root, EXEMPTIONS_FILE, problems);
  const read = readPolicyConfig(RULES, tier, config, exemptions, today);
  return { ...read, problems: [...problems, ...read.problems] };
}

async function readYaml(root: string, source: string, problems: Problem[]): Promise<ReadFile> {
  const text = await readFile(join(root, source), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const document = parseDocument(text);
  const complain = ({ message }: Error) =>
    problems.push({ path: source, says: `is no YAML: ${message.split("\n")[0]?.replace(/:$/, "")}` });
  document.errors.forEach(complain);
  if (document.errors.length > 0) return { source, content: undefined };
  try {
    return { source, content: document.toJS() ?? undefined };
  } catch (error) {
    complain(error as Error); // an alias of nothing
    return { source, content: undefined };
  }
}
