import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const FOLDER = ".github/workflows";

/** A step of a job, as far as the tests look at it. */
export interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
  shell?: string;
  "timeout-minutes"?: number;
}

/** A job, as far as the tests look at it. */
export interface Job {
  name?: string;
  if?: string;
  needs?: string | string[];
  uses?: string;
  secrets?: unknown;
  "runs-on"?: string;
  "timeout-minutes"?: number;
  permissions?: Record<string, string>;
  environment?: string;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  strategy?: { matrix: { include: { stack: string; tier: string }[] } };
  env?: Record<string, string>;
  outputs?: Record<string, string>;
  steps?: Step[];
}

/** A workflow, as GitHub reads it. */
export interface Workflow {
  /** File name without its ending, such as `deploy`. */
  name: string;
  text: string;
  on: Record<string, unknown>;
  permissions: unknown;
  concurrency?: { group: string; "cancel-in-progress": boolean };
  defaults?: { run?: { shell?: string } };
  jobs: Record<string, Job>;
}

/** Every workflow of the project. */
export const workflows: Workflow[] = readdirSync(FOLDER).map((file) => {
  const text = readFileSync(join(FOLDER, file), "utf8");
  return { ...parse(text), name: file.replace(/\.yml$/, ""), text };
});

/** The workflow of a name. @throws when there is none */
export function workflow(name: string): Workflow {
  const found = workflows.find((one) => one.name === name);
  if (!found) throw new Error(`there is no ${FOLDER}/${name}.yml`);
  return found;
}

/** Every job, with where it is, such as `deploy.build`. */
export const jobs: [string, Job][] = workflows.flatMap(({ name, jobs: all }) =>
  Object.entries(all).map(([job, content]): [string, Job] => [`${name}.${job}`, content]),
);

/** Every step, with where it is, such as `deploy.build Sign`. */
export const steps: [string, Step][] = jobs.flatMap(([place, job]) =>
  (job.steps ?? []).map((step, index): [string, Step] => [`${place} ${step.name ?? step.uses ?? index}`, step]),
);

/** The steps of a job. */
export function stepsOf(name: string, job: string): Step[] {
  return workflow(name).jobs[job]?.steps ?? [];
}

/** The steps that use an action. */
export function using(action: string): [string, Step][] {
  return steps.filter(([, { uses }]) => uses?.startsWith(`${action}@`));
}

/** How GitHub reads a value of the run, such as `matrix.stack`. */
export function expression(name: string): string {
  return `\${{ ${name} }}`;
}
