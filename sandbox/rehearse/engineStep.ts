import { appendFileSync } from "node:fs";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import type { Live } from "./live.ts";
import { follow, newOperation, type Operation } from "./operation.ts";
import { describeStep, listComplaints, type StepResult } from "./report.ts";
import { listViolations } from "./violations.ts";

/** What every operation of the Automation API takes. */
export interface OperationOptions {
  color: "never";
  onEvent(event: EngineEvent): void;
  onOutput(text: string): void;
  onError(text: string): void;
  signal: AbortSignal;
}

/** Where the steps of a rehearsal are told, and what stops them. */
export interface Stage {
  live: Live;
  /** File that takes everything the engine says. */
  log: string;
  /** Asks the engine to stop as soon as it can. */
  signal: AbortSignal;
}

/** What came of an operation: `error` is set when the engine did not end well. */
export interface Outcome {
  operation: Operation;
  error?: Error;
}

/** How a step is to be taken: as it must be or not, and what to say of it. */
export type Verdict = Pick<StepResult, "right" | "says"> & { details?: string[] };

/**
 * Has the engine do one operation, shows how far it is, and says how it went.
 * @param expected how many resources it is about, where that is known
 * @param judge looks at how it ended; what the engine complained of is added to what it says
 */
export async function engineStep(
  name: string,
  { live, log, signal }: Stage,
  expected: number | undefined,
  start: (options: OperationOptions) => Promise<unknown>,
  judge: (outcome: Outcome) => Verdict | Promise<Verdict>,
): Promise<{ result: StepResult; operation: Operation }> {
  const operation = newOperation();
  const began = Date.now();
  const seconds = () => (Date.now() - began) / 1000;
  const write = (text: string) => appendFileSync(log, text);
  write(`\n===== ${name}\n`);
  const show = () => {
    const of = expected === undefined ? "" : ` of ${expected}`;
    live.progress(`  ${name}  ${seconds().toFixed(0)} s  ${operation.done.size}${of} done`);
  };
  const beat = setInterval(show, 500);
  let error: Error | undefined;
  try {
    await start({
      color: "never",
      signal,
      onEvent: (event) => follow(operation, event),
      onOutput: write,
      onError: write,
    });
  } catch (reason) {
    error = reason as Error;
    write(`${error.message}\n`);
  } finally {
    clearInterval(beat);
  }
  const { right, says, details = [] } = await judge({ operation, ...(error ? { error } : {}) });
  const complaints = [
    ...listViolations(operation),
    ...listComplaints(operation, "error"),
    ...listComplaints(operation, "warning"),
  ];
  const silent = complaints.length === 0 && details.length === 0;
  const words = error && silent ? lastWords(error) : complaints;
  const result = { name, seconds: seconds(), right, says, details: [...details, ...words] };
  live.print(describeStep(result));
  return { result, operation };
}

/** Why an engine failed that sent no diagnostics: what it wrote last. */
export function lastWords(error: Error): string[] {
  const lines = error.message.split("\n").filter((line) => line.trim() !== "");
  const errors = lines.filter((line) => line.includes("error:"));
  // The Automation API says everything twice.
  return [...new Set((errors.length > 0 ? errors : lines.slice(-5)).map((line) => line.trim()))];
}
