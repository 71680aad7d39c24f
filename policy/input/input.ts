import type { FoundResource } from "../lib/resource.ts";

/** What a file holds, and all that stands in the way of reading the rest of it. */
export interface Input {
  resources: Located[];
  problems: InputProblem[];
}

/** A resource, and where in its file a property of it is. */
export interface Located extends FoundResource {
  file: string;
  /** Line, counted from 1, of a property such as `spec.replicas`, or of the nearest thing around it. */
  lineOf(path: string): number;
}

/** Something in a file that cannot be read. */
export interface InputProblem {
  file: string;
  /** Counted from 1; unset for the file as a whole. */
  line?: number;
  says: string;
}

/** A path such as `spec.containers[0].env["A.B"]` as the steps that it takes. */
export function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, key]) =>
    index === undefined ? String(quoted ?? key) : Number(index),
  );
}
