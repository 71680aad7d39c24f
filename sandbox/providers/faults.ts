import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

const STEPS = ["create", "update", "delete"] as const;
/** What a provider does to a resource. */
export type Step = (typeof STEPS)[number];

/** A step that a stand-in is to refuse. */
export interface Fault {
  /** Type token, its last word, or the logical name of a resource. */
  of: string;
  /** Unset for all steps. */
  step?: Step;
}

/** A fault that cannot be read. */
export class UnknownFault extends Error {}

/** Reads `<type or name>[@create|update|delete]`. @throws {UnknownFault} */
export function parseFault(text: string): Fault {
  const [of = "", word, ...rest] = text.split("@");
  const step = STEPS.find((one) => one === word);
  if (of === "" || rest.length > 0 || (word !== undefined && step === undefined)) {
    throw new UnknownFault(`--fail ${text}: expected <type or name>[@${STEPS.join("|")}], such as ContainerApp@create`);
  }
  return step ? { of, step } : { of };
}

/** Whether the fault is meant for this resource. */
export function strikes(fault: Fault, { type, name }: { type: string; name: string }): boolean {
  return [type, type.split(":").at(-1), name].includes(fault.of);
}

/** Makes a stand-in fail on purpose, as rehearsals of failure want it. */
export interface Faults {
  refused: Fault[];
  /** Kills the engine when this many resources have been made. Unset: never. */
  crash?: { after: number /** Where all stand-ins of a run count together. */; counter: string };
}

/** @throws {Error} as a cloud words it, when this step is to be refused */
export function refuse({ refused }: Faults, step: Step, resource: { type: string; name: string }): void {
  const fault = refused.find((one) => (one.step ?? step) === step && strikes(one, resource));
  if (!fault) return;
  throw new Error(
    `Status=503 Code="ServiceUnavailable" Message="The stand-in refuses to ${step} ${resource.name}, as --fail ${fault.of} asked."`,
  );
}

/**
 * Counts a resource that was made. At the last that a crash allows, the engine is killed before it hears of it: the
 * worst moment there is, since the cloud has what the state has not.
 */
export function countCreation({ crash }: Faults): void {
  if (!crash) return;
  mkdirSync(dirname(crash.counter), { recursive: true });
  appendFileSync(crash.counter, ".");
  if (statSync(crash.counter).size < crash.after) return;
  killEngine(process.ppid);
}

/** Kills the engine and all that it started, this process last. Alone it would leave the program running, for ever. */
function killEngine(engine: number): void {
  const started = below(engine).filter((pid) => pid !== process.pid);
  for (const pid of [engine, ...started, process.pid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

/** Every process that a process started, and those that they started. */
function below(root: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  const rows = table.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    rows.flatMap(([pid, ppid]) => (pid !== undefined && ppid === parent ? [pid, ...childrenOf(pid)] : []));
  return childrenOf(root);
}
