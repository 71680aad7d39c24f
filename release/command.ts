import { appendFile } from "node:fs/promises";
import { configSet, SettingsError } from "../components/settings/problem.ts";
import { UnknownOrigin } from "../sandbox/engine/engine.ts";
import { Unavailable } from "../sandbox/obtain/unavailable.ts";
import { readStackFile, StackFileError } from "../sandbox/stackFile.ts";
import { newAddresses, productionAddresses } from "./addresses.ts";
import { type Asked, parse } from "./arguments.ts";
import { begin } from "./begin.ts";
import { configure } from "./configure.ts";
import { current } from "./current.ts";
import { type Deployed, readDeployed } from "./deployed.ts";
import { readOutputs, UnusableOutputs } from "./outputsFile.ts";
import { promote } from "./promote.ts";
import { retire } from "./retire.ts";
import { rollback } from "./rollback.ts";
import { smoke } from "./smoke.ts";
import { stackAgents } from "./stackAgents.ts";
import type { Step } from "./step.ts";
import { summary } from "./summary.ts";

const HELP = `npm run release -- <step> --outputs <file> [--stack <stack>] [--image <repository@digest>] [--apply]

Decides what a release changes in a stack's settings, from what the stack says is deployed. The file holds what
\`pulumi stack output --json\` printed. After each of the first three steps comes a \`pulumi up\`.

  begin       the new image, beside the colour that has the traffic; outputs: before the release
  promote     the traffic to the new colour;                         outputs: after begin's update
  rollback    the traffic back, and the former image;                outputs: before the release
  current     nothing new: what is deployed, for a preview

  smoke new          tries the new colours at their own addresses
  smoke production   tries the addresses that callers use
  retire             the revisions that run on without a colour; --apply stops them
  summary            what is deployed, as Markdown

  --stack <stack>    whose Pulumi.<stack>.yaml it is about
  --image <image>    what was built, such as ghcr.io/acme/research-agent@sha256:...
  --apply            do it; otherwise the commands are printed
  --changes <file>   append changes=<number of settings that the step changes> to a file
  --help             print this

Environment
  SMOKE_TOKEN   the token that agents ask their callers for, where they do

Exit code: 0 done, 1 an agent does not answer as it must, or pulumi or az failed, 2 the settings, the outputs or the arguments cannot be used.
`;

/** What happened, as exit codes. */
const DONE = 0;
const FAILED = 1;
const UNUSABLE = 2;

process.exitCode = await main(process.argv.slice(2), process.cwd());

async function main(args: string[], root: string): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    process.stdout.write(HELP);
    return DONE;
  }
  if (typeof asked === "string") return say(`${asked}\n\n${HELP}`, UNUSABLE);
  try {
    return (await perform(root, asked)) ? DONE : FAILED;
  } catch (error) {
    if (error instanceof Unavailable) return say(`${error.message}\n`, FAILED);
    const unusable = [SettingsError, StackFileError, UnusableOutputs, UnknownOrigin].some(
      (kind) => error instanceof kind,
    );
    if (!unusable) throw error;
    return say(`${(error as Error).message}\n`, UNUSABLE);
  }
}

function say(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

async function perform(root: string, asked: Asked): Promise<boolean> {
  const deployed = readDeployed(await readOutputs(asked.outputs), asked.outputs);
  switch (asked.action) {
    case "smoke":
      return smoke(asked.which === "new" ? newAddresses(deployed) : productionAddresses(deployed), process.env);
    case "retire":
      print(await retire(deployed, asked.apply));
      return true;
    case "summary":
      print([summary(asked.stack, deployed)]);
      return true;
    default:
      await take(root, asked, deployed);
      return true;
  }
}

/** Takes a step that changes settings. */
async function take(root: string, asked: Asked, deployed: Deployed): Promise<void> {
  const file = await readStackFile(root, asked.stack);
  const agents = stackAgents(file);
  const steps: Record<string, () => Step> = {
    begin: () => begin(agents, deployed, asked.image),
    promote: () => promote(agents, deployed),
    rollback: () => rollback(agents, deployed),
    current: () => current(agents, deployed),
  };
  const { settings, notes, problems } = (steps[asked.action] as () => Step)();
  if (problems.length > 0) throw new SettingsError(file.source, problems);
  process.stderr.write(notes.map((note) => `${note}\n`).join(""));
  print(settings.map(({ path, value }) => configSet(path, value)));
  if (asked.apply) await configure(root, asked.stack, settings);
  if (asked.changes) await appendFile(asked.changes, `changes=${settings.length}\n`);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}
