import { parseArgs } from "node:util";
import { CommandError } from "@pulumi/pulumi/automation/index.js";
import { SettingsError } from "../../components/settings/problem.ts";
import { findEngine, UnknownOrigin } from "../engine/engine.ts";
import type { Engine } from "../engine/origin.ts";
import { Unavailable } from "../obtain/unavailable.ts";
import { parseFault, UnknownFault } from "../providers/faults.ts";
import { deployableStacks, StackFileError } from "../stackFile.ts";
import { forgetCredentials } from "./credentials.ts";
import { lastWords } from "./engineStep.ts";
import { shown } from "./layout.ts";
import { liveOn } from "./live.ts";
import type { Interruption, RehearsalOptions } from "./options.ts";
import { StackInUse } from "./recover.ts";
import { type Rehearsal, rehearse } from "./rehearse.ts";
import { bold } from "./report.ts";

const HELP = `npm run rehearse [-- <stack>...] [--keep] [--until preview] [--fail <what>] [--crash <n>]

Rehearses stacks on the real Pulumi engine with stand-in clouds: preview, up, a preview that must find no change, a
refresh that must find no drift, a destroy that must leave nothing, all under the policy packs as they are published.
What is protected loses its protection before the destroy, which says so. No account, no network, nothing real is made.
Without a stack: every Pulumi.<stack>.yaml whose tier can be deployed.
A stack that is up, kept or left by a run that did not finish, is taken up as it is.

  --keep            leave the stack up, and print how to use pulumi on it
  --until preview   stop after the first preview
  --fail <type or name>[@create|update|delete]
                    have the stand-ins refuse that step; may be given several times
  --crash <n>       kill the engine when n resources have been made, before it hears of the last
  --help            print this

Everything is kept in .sandbox/<stack>/rehearsal: what the engine said is in engine.log, what the policies said of the
last update in policies.json, and a file for each resource that a stand-in cloud holds is below clouds. To start afresh,
remove that folder.

Exit code: 0 every step was as it must be, 1 one was not, 2 the settings or the arguments cannot be used.
`;

/** What happened, as exit codes. */
const DONE = 0;
const WRONG = 1;
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
  const engine = await attempt(() => findEngine({ progress: (line) => process.stderr.write(`${line}\n`) }));
  if (typeof engine === "number") return engine;
  forgetCredentials(process.env);

  const interruption = listen();
  const rehearsals: Rehearsal[] = [];
  const codes: number[] = [];
  for (const stack of asked.stacks.length > 0 ? asked.stacks : await deployableStacks(root, passOver)) {
    const rehearsal = await attempt(() => perform(root, stack, asked.options, engine, interruption));
    if (typeof rehearsal === "number") {
      codes.push(rehearsal);
      continue;
    }
    rehearsals.push(rehearsal);
    codes.push(rehearsal.results.every(({ right }) => right) ? DONE : WRONG);
    if (interruption.asked) break;
  }
  if (rehearsals.length > 0) process.stdout.write(`${summary(rehearsals)}\n`);
  return Math.max(DONE, ...codes);
}

async function perform(
  root: string,
  stack: string,
  options: RehearsalOptions,
  engine: Engine,
  interruption: Interruption,
): Promise<Rehearsal> {
  const rehearsal = await rehearse(root, stack, options, engine, liveOn(process.stdout), interruption);
  const { up, layout, results } = rehearsal;
  const file = (path: string) => shown(root, path);
  const notes = [
    ...(up ? [`What was made is kept. To use pulumi on it: ${file(layout.pulumi)} stack --show-urns`] : []),
    ...(results.every(({ right }) => right) ? [] : [`Everything that the engine said: ${file(layout.log)}`]),
  ];
  process.stdout.write(`${[...notes, ""].join("\n")}\n`);
  return rehearsal;
}

/** One line a stack. */
function summary(rehearsals: readonly Rehearsal[]): string {
  const width = Math.max(...rehearsals.map(({ stack }) => stack.length));
  return rehearsals
    .map(({ stack, results }) => {
      const right = results.filter((result) => result.right).length;
      const seconds = results.reduce((sum, result) => sum + result.seconds, 0).toFixed(1);
      const wrong = results.length - right;
      const verdict =
        wrong === 0 ? "every step was as it must be" : `${wrong} of ${results.length} steps were not as they must be`;
      return `${bold(stack.padEnd(width))}  ${verdict}, ${seconds} s`;
    })
    .join("\n");
}

/** Says that a stack of a tier that is not built is left out. */
function passOver(stack: string, tier: string): void {
  process.stderr.write(`${stack}: not rehearsed, the ${tier} tier is not built yet\n`);
}

/** Runs what may meet something unusable. Says what is wrong with it, without a stack trace, and gives the exit code. */
async function attempt<T>(action: () => Promise<T>): Promise<T | number> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CommandError) {
      process.stderr.write(
        `The engine failed:\n${lastWords(error).join("\n")}\nTo start afresh, remove .sandbox/<stack>/rehearsal\n\n`,
      );
      return WRONG;
    }
    const unusable = [SettingsError, StackFileError, UnknownFault, UnknownOrigin].some((kind) => error instanceof kind);
    if (!unusable && !(error instanceof Unavailable || error instanceof StackInUse)) throw error;
    process.stderr.write(`${(error as Error).message}\n\n`);
    return unusable ? UNUSABLE : WRONG;
  }
}

/**
 * Hears who wants it to end. A terminal sends Ctrl-C to the engine as well, which then finishes what is under way; to
 * send it on at once would cut that short. The second one does, and so does a request to terminate.
 */
function listen(): Interruption {
  const controller = new AbortController();
  const interruption: Interruption = { asked: false, signal: controller.signal };
  process.on("SIGINT", () => {
    if (interruption.asked) controller.abort();
    else process.stderr.write("\nStopping when the engine has finished what is under way. Once more: at once.\n");
    interruption.asked = true;
  });
  process.on("SIGTERM", () => {
    interruption.asked = true;
    controller.abort();
  });
  return interruption;
}

type Asked = { help: boolean; stacks: string[]; options: RehearsalOptions };

/** What is asked, or what is wrong with the asking. */
function parse(args: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        keep: { type: "boolean", default: false },
        until: { type: "string" },
        fail: { type: "string", multiple: true, default: [] },
        crash: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    const { keep, until, fail, crash, help } = values;
    if (until !== undefined && until !== "preview") return `--until ${until}: expected --until preview`;
    if (crash !== undefined && !/^[1-9]\d*$/.test(crash)) return `--crash ${crash}: expected a whole number from 1 on`;
    for (const fault of fail) parseFault(fault);
    const crashAfter = crash === undefined ? {} : { crashAfter: Number(crash) };
    return { help, stacks: positionals, options: { keep, previewOnly: until === "preview", fail, ...crashAfter } };
  } catch (error) {
    return (error as Error).message;
  }
}
