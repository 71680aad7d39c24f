import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { Cloud } from "../providers/cloud.ts";
import { parseFault, strikes, UnknownFault } from "../providers/faults.ts";
import { engineStep, type OperationOptions, type Outcome, type Stage, type Verdict } from "./engineStep.ts";
import type { Layout } from "./layout.ts";
import { changesOf, type Operation } from "./operation.ts";
import type { Interruption, RehearsalOptions } from "./options.ts";
import type { PolicyOptions } from "./policies.ts";
import { counts, DONE, describeStep, listChanges, type StepResult, TO_DO } from "./report.ts";
import { unprotect } from "./unprotect.ts";
import { countViolations, listOpen } from "./violations.ts";

/** Ends a rehearsal that somebody interrupted. */
const STOPPED: StepResult = {
  name: "stopped",
  seconds: 0,
  right: false,
  says: "the same command goes on from here",
  details: [],
};

/**
 * Takes a stack through its life: preview, up, a preview that must find nothing to do, a refresh that must find no
 * drift, and a destroy that must leave nothing, for which protected resources lose their protection. What fails to be done ends it, so that the stack can be looked at and
 * the next run goes on from there; what is only found wrong does not.
 */
export async function takeSteps(
  stack: Stack,
  layout: Layout,
  options: RehearsalOptions,
  stage: Stage,
  interruption: Interruption,
  policies: PolicyOptions,
): Promise<{ results: StepResult[]; up: boolean }> {
  const results: StepResult[] = [];
  let expected: number | undefined;
  const take = async (
    name: string,
    start: (options: OperationOptions) => Promise<unknown>,
    judge: (outcome: Outcome) => Verdict | Promise<Verdict>,
  ): Promise<Operation | undefined> => {
    if (interruption.asked) return undefined;
    let well = true;
    const { result, operation } = await engineStep(name, stage, expected, start, (outcome) => {
      well = outcome.error === undefined;
      return well ? judge(outcome) : failed(outcome, options, interruption);
    });
    results.push(result);
    expected = new Set(operation.resources.map(({ urn }) => urn)).size;
    return well ? operation : undefined;
  };
  const ended = (up: boolean) => {
    if (interruption.asked) {
      results.push(STOPPED);
      stage.live.print(describeStep(STOPPED));
    }
    return { results, up };
  };

  const before = (await stack.exportStack()).deployment.resources ?? [];
  const isNew = before.length === 0;
  const preview = await take(
    "preview",
    (how) => stack.preview({ ...how, ...policies }),
    ({ operation }) => ({
      right: true,
      says: [counts(operation, TO_DO), ...countViolations(operation)].join("; "),
      // Of a new stack everything is to be created, which `npm run plan` shows better.
      details: [...(isNew ? [] : listChanges(changesOf(operation))), ...listOpen(operation)],
    }),
  );
  if (preview) requireTargets(options.fail, preview);
  if (!preview || options.previewOnly) return ended(!isNew);

  const up = await take(
    "up",
    (how) => stack.up({ ...how, ...policies }),
    ({ operation }) => done(operation, options),
  );
  if (!up) return ended(true);
  writeFileSync(layout.policies, `${JSON.stringify(up.violations, null, 2)}\n`);
  await take(
    "preview",
    (how) => stack.preview({ ...how, ...policies }),
    ({ operation }) => unchanged(operation, "no change", TO_DO),
  );
  await take(
    "refresh",
    (how) => stack.refresh(how),
    ({ operation }) => unchanged(operation, "no drift", DONE),
  );
  if (options.keep) return ended(true);
  const unprotected = interruption.asked ? undefined : await unprotect(stack);
  if (unprotected) {
    results.push(unprotected);
    stage.live.print(describeStep(unprotected));
  }
  const gone = await take(
    "destroy",
    (how) => stack.destroy(how),
    ({ operation }) => destroyed(stack, layout, operation),
  );
  return ended(gone === undefined || results.at(-1)?.right === false);
}

function failed({ operation }: Outcome, { crashAfter }: RehearsalOptions, { asked }: Interruption): Verdict {
  const did = counts(
    { ...operation, resources: operation.resources.filter(({ urn }) => operation.done.has(urn)) },
    DONE,
  );
  if (asked) return { right: false, says: "stopped" };
  if (crashAfter !== undefined && !operation.finished) {
    return {
      right: false,
      says: `the engine was killed when ${crashAfter} resources had been made, as --crash asked`,
      details: ["to go on: the same command without --crash"],
    };
  }
  return { right: false, says: operation.finished ? `failed (${did})` : "failed" };
}

function done(operation: Operation, { crashAfter }: RehearsalOptions): Verdict {
  const says = [counts(operation, DONE), ...countViolations(operation)].join("; ");
  if (crashAfter === undefined) return { right: true, says };
  return { right: false, says: `${says}, which are too few for --crash ${crashAfter}` };
}

function unchanged(operation: Operation, wanted: string, words: typeof TO_DO): Verdict {
  const changes = changesOf(operation);
  if (changes.length === 0) return { right: true, says: wanted };
  return { right: false, says: `expected ${wanted}: ${counts(operation, words)}`, details: listChanges(changes) };
}

async function destroyed(stack: Stack, { clouds }: Layout, operation: Operation): Promise<Verdict> {
  const inState: { urn: string }[] = (await stack.exportStack()).deployment.resources ?? [];
  const inClouds = readdirSync(clouds, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => new Cloud(join(clouds, entry.name)).list());
  const says = counts(operation, DONE);
  if (inState.length + inClouds.length === 0) return { right: true, says: `${says}, nothing left` };
  return {
    right: false,
    says: `${says}, ${inState.length} left in the state and ${inClouds.length} in the clouds`,
    details: [...inState.map(({ urn }) => urn), ...inClouds.map(({ id }) => id)],
  };
}

/** A fault that no resource meets is a mistyped one, and would look like a success. */
function requireTargets(faults: readonly string[], preview: Operation): void {
  for (const text of faults) {
    const fault = parseFault(text);
    if (preview.resources.some((resource) => resource.custom && strikes(fault, resource))) continue;
    const known = [
      ...new Set(preview.resources.filter(({ custom }) => custom).map(({ type }) => type.split(":").at(-1))),
    ];
    throw new UnknownFault(
      `--fail ${text}: no resource has the type or name "${fault.of}"\n  types here: ${known.toSorted().join(", ")}`,
    );
  }
}
