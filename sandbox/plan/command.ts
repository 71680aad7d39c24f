import { parseArgs } from "node:util";
import { layOut, SettingsError } from "../../components/settings/problem.ts";
import type { Audit } from "../../policy/lib/audit.ts";
import { asFindings } from "../../policy/report/json.ts";
import { countAudit, describeAudit, stopsUpdate } from "../../policy/report/text.ts";
import { describeDifferences, differences } from "../difference.ts";
import { type DumpedResource, dump } from "../dump.ts";
import { deployableStacks, StackFileError } from "../stackFile.ts";
import { readGolden, writeDump, writeGolden } from "./golden.ts";
import { writeManifests } from "./manifests.ts";
import { type Plan, planStack } from "./plan.ts";
import { auditPlan } from "./policies.ts";
import { report } from "./report.ts";

const HELP = `npm run plan [-- <stack>...] [--json] [--check]

Works out what stacks would make, without a cloud, an account or a network, and holds it against the policies.
Without a stack: every Pulumi.<stack>.yaml whose tier can be deployed.
Writes .sandbox/<stack>/resources.json and, for agents on Kubernetes, .sandbox/<stack>/manifests: what GitOps commits.

  --json    print the plans as JSON
  --check   compare with tests/golden/<stack>.json; exit with 1 when something is different
  --golden  make the plans the reviewed ones (npm run golden)
  --help    print this

Exit code: 0 done, 1 a check failed or a mandatory policy is violated, 2 the settings or the arguments cannot be used.
`;

/** What happened, as exit codes. */
const DONE = 0;
const FAILED = 1;
const UNUSABLE = 2;

interface Options {
  json: boolean;
  check: boolean;
  golden: boolean;
}

process.exitCode = await main(process.argv.slice(2), process.cwd());

async function main(args: string[], root: string): Promise<number> {
  const asked = parse(args);
  if (typeof asked === "string") {
    process.stderr.write(`${asked}\n\n${HELP}`);
    return UNUSABLE;
  }
  if (asked.values.help) {
    process.stdout.write(HELP);
    return DONE;
  }
  const { json = false, check = false, golden = false } = asked.values;
  const planned: Planned[] = [];
  const codes: number[] = [];
  for (const stack of asked.positionals.length > 0 ? asked.positionals : await deployableStacks(root, passOver)) {
    const plan = await attempt(() => planStack(root, stack));
    if (!plan) codes.push(UNUSABLE);
    else {
      const { found, problems } = await auditPlan(root, plan.tier, plan.resources);
      if (problems.length > 0) process.stderr.write(`The policies cannot be set up as asked:\n${layOut(problems)}\n\n`);
      const whole = { plan, resources: dump(plan), found };
      planned.push(whole);
      codes.push(await finish(root, whole, { json, check, golden }), problems.length > 0 ? UNUSABLE : DONE);
    }
  }
  if (json) process.stdout.write(`${JSON.stringify(planned.map(asJson), null, 2)}\n`);
  return Math.max(DONE, ...codes);
}

/** A plan, all of it that a review needs, and what the policies make of it. */
interface Planned {
  plan: Plan;
  resources: DumpedResource[];
  found: Audit;
}

async function finish(root: string, planned: Planned, { json, check, golden }: Options): Promise<number> {
  const { plan, resources, found } = planned;
  const say = (text: string) => (json ? process.stderr : process.stdout).write(`${text}\n\n`);
  const file = await writeDump(root, plan.stack, resources);
  const manifests = await writeManifests(root, plan.stack, plan.resources);
  if (golden) {
    const changed = await writeGolden(root, plan.stack, resources);
    say(
      changed.length > 0
        ? `tests/golden/${plan.stack}.json is rewritten:\n${describeDifferences(changed)}`
        : `tests/golden/${plan.stack}.json is as it was.`,
    );
    return DONE;
  }
  if (check) return Math.max(await compare(root, planned, say), hold(planned, say));
  if (!json) {
    const forGitOps = manifests ? `\nManifests of the agents: ${manifests}` : "";
    say(`${report(plan, found)}\n\nEvery resource in full: ${file}${forGitOps}`);
  }
  return stopsUpdate(found) ? FAILED : DONE;
}

async function compare(root: string, { plan, resources }: Planned, say: (text: string) => void): Promise<number> {
  const reviewed = await readGolden(root, plan.stack);
  if (reviewed === undefined) {
    say(
      `${plan.stack}: there is no tests/golden/${plan.stack}.json to compare with. To make the plan the reviewed one: npm run golden -- ${plan.stack}`,
    );
    return FAILED;
  }
  const found = differences(reviewed, resources);
  if (found.length === 0) {
    say(`${plan.stack}: as reviewed, ${resources.length} entries.`);
    return DONE;
  }
  say(
    `${plan.stack}: different from tests/golden/${plan.stack}.json\n${describeDifferences(found)}\n\nWhen this is what you want: npm run golden -- ${plan.stack}, and say why in the commit.`,
  );
  return FAILED;
}

function hold({ plan, found }: Planned, say: (text: string) => void): number {
  if (!stopsUpdate(found)) {
    say(`${plan.stack}: no mandatory policy is violated (${countAudit(found)}).`);
    return DONE;
  }
  say(`${plan.stack}: ${countAudit(found)}\n\n${describeAudit(found)}`);
  return FAILED;
}

/** Says that a stack of a tier that is not built is left out. */
function passOver(stack: string, tier: string): void {
  process.stderr.write(`${stack}: not planned, the ${tier} tier is not built yet\n`);
}

/** Runs what may meet unusable settings. Says what is wrong with them, without a stack trace. */
async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof StackFileError)) throw error;
    process.stderr.write(`${error.message}\n\n`);
    return undefined;
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        check: { type: "boolean" },
        golden: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    return (error as Error).message;
  }
}

function asJson({ plan, resources, found }: Planned) {
  const { stack, tier, filled, warnings, outputs } = plan;
  return { stack, tier, filled, warnings, outputs, resources, policies: asFindings(found) };
}
