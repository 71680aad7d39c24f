import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { layOut, type Problem } from "../components/settings/problem.ts";
import { TIERS, type TierName } from "../components/settings.ts";
import { readPolicyFiles } from "./files.ts";
import type { Input } from "./input/input.ts";
import { readInputs } from "./input/read.ts";
import { STRICTEST } from "./levels.ts";
import { type Audit, audit } from "./lib/audit.ts";
import { today } from "./lib/exemption.ts";
import { toResources } from "./lib/resource.ts";
import { asFindings } from "./report/json.ts";
import { toSarif } from "./report/sarif.ts";
import { countAudit, describeAudit, stopsUpdate } from "./report/text.ts";
import { RULES } from "./rules/index.ts";

const FORMATS = ["text", "json", "sarif"] as const;

const HELP = `npm run policy -- <file>... [--tier <tier>] [--format text|json|sarif]

Holds Kubernetes manifests (YAML or JSON, lists, the output of Helm) or what "pulumi stack export" wrote against the
policies. All files together are one stack. A folder stands for the .yaml, .yml and .json files in it, - for standard
input: helm template chart | npm run --silent policy -- -

  --tier <tier>      the levels to use: ${TIERS.join(", ")}; ${STRICTEST} when it is left out
  --format <format>  text for people (default), json for programs, sarif for GitHub code scanning and editors
  --help             print this

Levels, knobs and exemptions come from policy/config.yaml and policy/exemptions.yaml, where they are there.

Exit code: 0 nothing mandatory was found, 1 something was, 2 something could not be read (the rest was checked).
`;

/** What happened, as exit codes. */
const DONE = 0;
const VIOLATED = 1;
const UNUSABLE = 2;

process.exitCode = await main(process.argv.slice(2), process.cwd());

async function main(args: string[], root: string): Promise<number> {
  const asked = parse(args);
  if (typeof asked === "string") {
    process.stderr.write(`${asked}\n\n${HELP}`);
    return UNUSABLE;
  }
  if (asked.help) {
    process.stdout.write(HELP);
    return DONE;
  }
  const day = today();
  const { settings, problems } = await readPolicyFiles(root, asked.tier, day);
  const input = await readInputs(asked.files, progress());
  const resources = input.resources.flatMap((each) => toResources(each));
  const found = audit(RULES, resources, settings, day);
  complain(input, problems);
  process.stdout.write(`${written(found, input, resources.length, asked.format)}\n`);
  if (input.problems.length + problems.length > 0) return UNUSABLE;
  return stopsUpdate(found) ? VIOLATED : DONE;
}

interface Asked {
  help: boolean;
  files: string[];
  tier: TierName;
  format: (typeof FORMATS)[number];
}

function written(found: Audit, input: Input, resources: number, format: Asked["format"]): string {
  if (format === "json") return JSON.stringify(asFindings(found), null, 2);
  const located = new Map(input.resources.map((each) => [each.urn, each]));
  const locate = (urn: string, path: string) => {
    const resource = located.get(urn);
    return resource && { file: resource.file, line: resource.lineOf(path) };
  };
  if (format === "sarif") {
    // GitHub refuses a result without a place. What a stack lacks is told at its first file.
    const first = { file: input.resources[0]?.file ?? input.problems[0]?.file ?? "", line: 1 };
    return JSON.stringify(
      toSarif(found, version(), (urn, path) => locate(urn, path) ?? first),
      null,
      2,
    );
  }
  const what = `${resources} ${resources === 1 ? "resource" : "resources"}`;
  return [describeAudit(found, locate), `${what}: ${countAudit(found)}`].filter((part) => part !== "").join("\n\n");
}

function complain({ problems }: Input, settings: readonly Problem[]): void {
  const found = [
    ...problems.map(({ file, line, says }) => ({ path: line === undefined ? file : `${file}:${line}`, says })),
    ...settings,
  ];
  if (found.length > 0) process.stderr.write(`Cannot be used:\n${layOut(found)}\n\n`);
}

/** Names each file on a terminal, where somebody waits. */
function progress(): (file: string) => void {
  return (file) => {
    if (process.stderr.isTTY) process.stderr.write(`reading ${file}\n`);
  };
}

function version(): string {
  return JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8")).version;
}

/** What is asked for, or what is wrong with it. */
function parse(args: string[]): Asked | string {
  try {
    const { values, positionals: files } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        tier: { type: "string", default: STRICTEST },
        format: { type: "string", default: "text" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const tier = TIERS.find((each) => each === values.tier);
    const format = FORMATS.find((each) => each === values.format);
    if (!tier) return `--tier is ${values.tier}, expected one of ${TIERS.join(", ")}`;
    if (!format) return `--format is ${values.format}, expected one of ${FORMATS.join(", ")}`;
    if (files.length === 0 && !values.help) return "no file is named";
    return { help: values.help, files, tier, format };
  } catch (error) {
    return (error as Error).message;
  }
}
