import { partsOf } from "../../policy/lib/urn.ts";
import { type RecordedResource, Secret } from "../../sandbox/recorder.ts";
import { type Recording, record } from "../../sandbox/run.ts";

/** What a piece of a program asked for, with short ways to look at it. */
export interface Recorded extends Recording {
  /** The one resource of a name. @throws when there is none */
  named(name: string): RecordedResource;
  /** All resources of a type, in the order they were asked for. */
  ofType(type: string): RecordedResource[];
}

/**
 * Runs a piece of a program in stack `dev` of project `daca`, under the recorder that plans use.
 * @param preview what only a cloud can answer is unknown
 */
export async function recordProgram(
  make: () => unknown,
  { preview = false }: { preview?: boolean } = {},
): Promise<Recorded> {
  const program = async () => (make() ?? {}) as Record<string, unknown>;
  const recording = await record(program, { project: "daca", stack: "dev", config: {}, preview });
  return {
    ...recording,
    named(name) {
      const found = recording.resources.find((resource) => resource.name === name);
      if (found) return found;
      throw new Error(`there is no ${name} among ${recording.resources.map((resource) => resource.name).join(", ")}`);
    },
    ofType: (type) => recording.resources.filter((resource) => resource.type === type),
  };
}

/** Short names of what a resource waits for. */
export function namesOf(urns: readonly string[]): string[] {
  return urns.map((urn) => partsOf(urn).name);
}

/** Inputs with every secret shown as `{ secret: value }`, so that a test sees both the value and that it is one. */
export function opened(value: unknown): unknown {
  if (value instanceof Secret) return { secret: opened(value.reveal()) };
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item)]));
}
