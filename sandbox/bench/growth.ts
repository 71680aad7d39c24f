import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withHeartbeat } from "../obtain/heartbeat.ts";
import { STACK, writeFleet } from "./fleet.ts";
import { type Footprint, footprintOf } from "./footprint.ts";

/** The plan of a fleet. */
interface Planned extends Footprint {
  agents: number;
  resources: number;
}

/** One thing that was measured, as it is told. */
export interface Measured {
  text: string;
  within: boolean;
}

const FLEETS = [1, 25, 50, 100];

/** Runs of each, of which the least counts: whatever else the machine does can only add. */
const RUNS = 2;

/** How many times as much as between the first two fleets each further resource may take, of time and of memory. */
const MOST_GROWTH = 1.2;

/** How many times as much as the SDK itself a plan may take. */
const MOST_BESIDE_SDK = 1.5;

/**
 * Plans fleets of more and more agents, policies and manifests included, each in a process of its own, and the largest
 * one's resources by a bare program beside it.
 * @param root folder of the project
 */
export async function* growth(root: string): AsyncGenerator<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "daca-fleets-"));
  try {
    const planned: Planned[] = [];
    for (const agents of FLEETS) {
      const now = await planOf(root, join(folder, String(agents)), agents);
      yield grown(now, planned);
      planned.push(now);
    }
    const largest = planned.at(-1);
    if (largest) yield await besideSdk(root, join(folder, String(largest.agents)), largest);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function planOf(root: string, fleet: string, agents: number): Promise<Planned> {
  await writeFleet(root, fleet, agents);
  const plan = [join(root, "sandbox", "plan", "command.ts"), STACK];
  const taken = await least(`plan of ${agents} agents`, () => footprintOf(plan, fleet));
  return { ...taken, agents, resources: JSON.parse(await readFile(dumpIn(fleet), "utf8")).length };
}

/** @param planned the smaller fleets: the first two say what linear growth is */
function grown(now: Planned, [first, second]: readonly Planned[]): Measured {
  const what = `plan with agents: ${now.agents}, ${now.resources} resources`.padEnd(44);
  if (!first || !second) return { text: `${what} ${show(now)}`, within: true };
  const perResource = (of: Planned, key: keyof Footprint) => (of[key] - first[key]) / (of.resources - first.resources);
  const [time, memory] = (["cpuSeconds", "megabytes"] as const).map(
    (key) => perResource(now, key) / perResource(second, key),
  ) as [number, number];
  const grew = `${time.toFixed(2)} and ${memory.toFixed(2)} x linear, at most ${MOST_GROWTH}`;
  return { text: `${what} ${show(now)}  ${grew}`, within: time <= MOST_GROWTH && memory <= MOST_GROWTH };
}

async function besideSdk(root: string, fleet: string, planned: Planned): Promise<Measured> {
  const bare = [join(root, "sandbox", "bench", "bareProgram.ts"), dumpIn(fleet)];
  const taken = await least("the SDK alone", () => footprintOf(bare, root));
  const times = planned.cpuSeconds / taken.cpuSeconds;
  const text = `the SDK alone for ${planned.resources} resources`.padEnd(44);
  return {
    text: `${text} ${show(taken)}  the plan is ${times.toFixed(2)} x that, at most ${MOST_BESIDE_SDK}`,
    within: times <= MOST_BESIDE_SDK,
  };
}

async function least(what: string, measure: () => Promise<Footprint>): Promise<Footprint> {
  const runs: Footprint[] = [];
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  for (let run = 1; run <= RUNS; run++) {
    runs.push(await withHeartbeat(`${what}, run ${run} of ${RUNS}`, progress, measure));
  }
  return {
    cpuSeconds: Math.min(...runs.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: Math.min(...runs.map(({ megabytes }) => megabytes)),
  };
}

function dumpIn(fleet: string): string {
  return join(fleet, ".sandbox", STACK, "resources.json");
}

function show({ cpuSeconds, megabytes }: Footprint): string {
  return `${cpuSeconds.toFixed(1).padStart(5)} s CPU ${megabytes.toFixed(0).padStart(5)} MB`;
}
