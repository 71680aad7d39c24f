import type { Agent } from "./agent.ts";

/** What one smoke test is told, and what its steps tell each other. */
export interface Smoke {
  agent: Agent;
  /** Agent id that only this test talks to. */
  agentId: string;
  /** Whether a token was given, so that calls without one must be refused. */
  guarded: boolean;
  /** Versions of Dapr that are supported, such as `>=1.16.0`. */
  daprRange: string;
  /** Revision that must answer; any when left out. */
  revision?: string;
  /** Port of plain HTTP beside an https address. */
  httpPort: number;
  /** Ids of the runs of this test, by the name a step gave them. */
  runs: Map<string, string>;
  /** How often a run of that name has failed and was begun anew. */
  failures: Map<string, number>;
}

/** A step that does not apply to this agent, and why. */
export class DoesNotApply extends Error {}

/** One thing that a deployed agent must do. */
export interface Step {
  name: string;
  /** Steps without which this one has no chance. */
  needs: readonly string[];
  /** Share of the whole test's time after which the step is given up, all tries together; at most 1. */
  share: number;
  /** Seconds that one try may take. */
  trySeconds: number;
  /**
   * Tries once.
   * @param signal when to give up
   * @returns what was seen, for the report
   * @throws {Unexpected} when it is not as expected
   * @throws {DoesNotApply}
   */
  attempt(smoke: Smoke, signal: AbortSignal): Promise<string>;
}
