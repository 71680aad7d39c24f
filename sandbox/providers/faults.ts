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

/** Counts a resource that was made. Whether it is the last that a crash allows. */
export function isLastBeforeCrash({ crash }: Faults): boolean {
  if (!crash) return false;
  mkdirSync(dirname(crash.counter), { recursive: true });
  appendFileSync(crash.counter, ".");
  return statSync(crash.counter).size >= crash.after;
}
