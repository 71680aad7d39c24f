import { z } from "zod";
import { Agent } from "../components/agent.ts";
import { check, step } from "../components/settings/check.ts";
import { type Problem, SettingsError } from "../components/settings/problem.ts";
import type { StackFile } from "../sandbox/stackFile.ts";

const Releasable = z.object({ name: Agent.shape.name, image: Agent.shape.image, delivery: Agent.shape.delivery });

/** The part of an agent's settings that a release is about, and where it stands in the stack's file. */
export interface StackAgent extends z.infer<typeof Releasable> {
  /** Such as `daca:agents[0]`. */
  path: string;
}

/**
 * The agents of a stack's file.
 * @throws {SettingsError} with everything that stands in the way of a release; the rest is the program's to check
 */
export function stackAgents({ source, config }: Pick<StackFile, "source" | "config">): StackAgent[] {
  const path = "daca:agents";
  const list = check(z.array(z.unknown()).min(1, { error: "at least one agent" }), config[path], path);
  const agents = (list.value ?? []).map((raw, index) => ({
    path: step(path, index),
    ...check(Releasable, raw, step(path, index)),
  }));
  const problems: Problem[] = [...list.problems, ...agents.flatMap((agent) => agent.problems)];
  if (problems.length > 0) throw new SettingsError(source, problems);
  return agents.flatMap(({ path, value }) => (value ? [{ path, ...value }] : []));
}
