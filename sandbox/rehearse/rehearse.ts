import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readSettings, type TierName } from "../../components/settings.ts";
import { partsOf } from "../../policy/lib/urn.ts";
import type { Engine } from "../engine/origin.ts";
import { type Filled, fillIn } from "../fill.ts";
import { creationCounter } from "../providers/environment.ts";
import { readStackFile } from "../stackFile.ts";
import { claim } from "./claim.ts";
import type { Stage } from "./engineStep.ts";
import { type Layout, layoutOf } from "./layout.ts";
import type { Live } from "./live.ts";
import type { Interruption, RehearsalOptions } from "./options.ts";
import { preparePolicies } from "./policies.ts";
import { type Recovery, recover } from "./recover.ts";
import { bold, describeStep, type StepResult } from "./report.ts";
import { openStack } from "./stack.ts";
import { installStandIns, providersOf } from "./standIns.ts";
import { takeSteps } from "./steps.ts";

export interface Rehearsal {
  stack: string;
  layout: Layout;
  /** Whether the stack is up now, to be looked at or taken up by the next run. */
  up: boolean;
  results: StepResult[];
}

/**
 * Rehearses a stack: the real engine runs the unmodified program against stand-in clouds.
 * @param root folder of the project
 * @throws {SettingsError | StackFileError} when the settings cannot be used
 * @throws {StackInUse} when another rehearsal or another engine has the stack
 * @throws {UnknownFault} when no resource is as a fault names it
 */
export async function rehearse(
  root: string,
  name: string,
  options: RehearsalOptions,
  engine: Engine,
  live: Live,
  interruption: Interruption,
): Promise<Rehearsal> {
  const file = await readStackFile(root, name);
  const { config, filled } = fillIn(file);
  readSettings(ownSettings(config), file.source);

  const layout = layoutOf(root, name);
  const release = claim(layout);
  try {
    const providers = await providersOf(root);
    const places = providers.map((provider) => provider.name).join(", ");
    live.print(
      [
        `${bold(name)}: rehearsed on the real engine, Pulumi ${engine.version}, with stand-ins for ${places}.`,
        "Nothing real is read or made, and no credential is used.",
        ...madeUp(filled),
      ].join("\n"),
    );
    mkdirSync(layout.folder, { recursive: true });
    writeFileSync(layout.log, "");
    rmSync(creationCounter(layout.clouds), { force: true });

    const stage: Stage = { live, log: layout.log, signal: interruption.signal };
    const { fail, crashAfter } = options;
    const began = Date.now();
    await installStandIns(engine, layout, providers);
    const opened = await openStack(root, name, config, engine, layout, { clouds: layout.clouds, fail, crashAfter });
    const { stack, existed } = opened;
    const policies = await preparePolicies(root, config["daca:tier"] as TierName, layout);
    const recovered = existed ? await recover(stack, layout) : undefined;
    const ready: StepResult = {
      name: "stack",
      seconds: (Date.now() - began) / 1000,
      right: true,
      says: existed ? "taken up as it was left" : "made",
      details: recovered ? describeRecovery(recovered) : [],
    };
    live.print(describeStep(ready));
    const { results, up } = await takeSteps(stack, layout, options, stage, interruption, policies);
    if (!up) remove(layout);
    return { stack: name, layout, up, results: [ready, ...results] };
  } finally {
    release();
  }
}

/** The program's own part of a stack file: what is set for Pulumi itself or for a provider is theirs to judge. */
function ownSettings(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key.startsWith("daca:")));
}

function madeUp(filled: Filled[]): string[] {
  if (filled.length === 0) return [];
  const width = Math.max(...filled.map(({ path }) => path.length));
  return [
    "Made up, because only you can know it:",
    ...filled.map(({ path, value }) => `  ${path.padEnd(width)}  ${value}`),
  ];
}

function describeRecovery({ unlocked, adopted, forgotten, reread }: Recovery): string[] {
  const names = (urns: string[]) => urns.map((urn) => partsOf(urn).name).join(", ");
  return [
    ...(unlocked ? ["an engine was killed here: its lock is removed"] : []),
    ...(adopted.length > 0 ? [`the cloud had made, and the state has now: ${names(adopted)}`] : []),
    ...(reread.length > 0 ? [`was being changed, and is read anew: ${names(reread)}`] : []),
    ...(forgotten.length > 0 ? [`had been begun, and was not made: ${names(forgotten)}`] : []),
  ];
}

/** Leaves nothing of a stack that is destroyed but what the engine said. */
function remove({ project, state, clouds, packs, pulumi }: Layout): void {
  for (const place of [project, state, clouds, packs, pulumi]) rmSync(place, { recursive: true, force: true });
}
