import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { partsOf } from "../../policy/lib/urn.ts";
import { Cloud } from "../providers/cloud.ts";
import type { Properties } from "../providers/properties.ts";
import { simulationOf } from "../simulate.ts";
import type { Layout } from "./layout.ts";
import { locks } from "./stack.ts";

/** Another engine is at work on the stack. */
export class StackInUse extends Error {}

/** What an engine that was killed had left, and what became of it. */
export interface Recovery {
  /** Whether its lock was removed. */
  unlocked: boolean;
  /** URNs of what the cloud had made and the state did not know: they are in the state now. */
  adopted: string[];
  /** URNs of what had been begun, and the cloud never made. */
  forgotten: string[];
  /** URNs of what was being changed: read anew from the cloud. */
  reread: string[];
}

/** The parts of an exported state that are looked at here. */
interface Deployment {
  resources?: Recorded[];
  pending_operations?: { resource: Recorded; type: "creating" | "updating" | "deleting" | "reading" | "importing" }[];
}

interface Recorded {
  urn: string;
  type: string;
  custom?: boolean;
  id?: string;
  /** URN and id of the provider. */
  provider?: string;
  inputs?: Properties;
  outputs?: Properties;
}

/**
 * Brings a stack back on its feet whose engine was killed. It does what a person has to do after such an accident on a
 * real cloud: remove the lock, look in the cloud for what had been begun, take into the state what is there, and read
 * that anew. Without it a second `up` would fail, since azure-native creates nothing that exists.
 * @returns undefined when nothing was left
 * @throws {StackInUse} when the engine is still alive
 */
export async function recover(stack: Stack, layout: Layout): Promise<Recovery | undefined> {
  const left = locks(layout);
  for (const lock of left) refuseAlive(lock);
  if (left.length > 0) await stack.cancel();

  const state = await stack.exportStack();
  const deployment: Deployment = state.deployment;
  const pending = deployment.pending_operations ?? [];
  if (left.length === 0 && pending.length === 0) return undefined;

  const recovery: Recovery = { unlocked: left.length > 0, adopted: [], forgotten: [], reread: [] };
  if (pending.length === 0) return recovery;
  const resources = deployment.resources ?? [];
  for (const { resource, type } of pending) {
    if (type === "updating") recovery.reread.push(resource.urn);
    // Components and providers are in the state alone: the next update makes them anew, and no cloud has any.
    if (type !== "creating" || !resource.custom || resource.type.startsWith("pulumi:")) continue;
    const id = inCloud(resource, resources, layout);
    if (id === undefined) {
      recovery.forgotten.push(resource.urn);
    } else {
      recovery.adopted.push(resource.urn);
      resources.push({ ...resource, id, outputs: {} });
    }
  }
  await stack.importStack({ ...state, deployment: { ...deployment, resources, pending_operations: [] } });
  const target = [...recovery.adopted, ...recovery.reread];
  if (target.length > 0) await stack.refresh({ target, color: "never" });
  return recovery;
}

/** The id under which the cloud has a resource whose creation had begun. Its inputs say where to look. */
function inCloud(resource: Recorded, others: Recorded[], layout: Layout): string | undefined {
  const simulation = simulationOf(resource.type);
  if (simulation.local) return undefined;
  const provider = others.find(({ urn }) => resource.provider?.startsWith(`${urn}::`));
  const settings = exported(provider?.inputs);
  const id = simulation.id({
    type: resource.type,
    name: partsOf(resource.urn).name,
    inputs: exported(resource.inputs),
    provider: settings,
  });
  const place = simulation.place?.({ provider: settings }, id) ?? id;
  const folder = resource.type.split(":")[0] ?? "";
  return new Cloud(join(layout.clouds, folder)).find(place) ? id : undefined;
}

/** Plain values; an exported secret keeps its value as JSON in `plaintext`. */
function exported(properties: Properties = {}): Properties {
  return JSON.parse(JSON.stringify(properties), (_, value) =>
    typeof value?.plaintext === "string" ? JSON.parse(value.plaintext) : value,
  );
}

function refuseAlive(lock: string): void {
  // A half one is of an engine that was killed while it wrote it.
  if (!lock.endsWith(".json") || !existsSync(lock)) return;
  const { pid, hostname: host } = JSON.parse(readFileSync(lock, "utf8"));
  if (host !== hostname() || !isAlive(pid)) return;
  throw new StackInUse(`process ${pid} is at work on this stack: wait for its end, or stop it`);
}

/** Whether a process is there, be it ours to signal or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}
