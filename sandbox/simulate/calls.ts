import { clusterCalls } from "./azureCluster.ts";

/** What a provider answers to a question that makes nothing. */
export type Call = (args: Record<string, unknown>) => Record<string, unknown>;

/** Answers by token. Both the plan and the rehearsal take them from here. */
const CALLS: Record<string, Call> = { ...clusterCalls };

/**
 * What a provider would answer. Every value is artificial.
 * @throws {Error} naming the token, when it is not in the table
 */
export function simulateCall(token: string, args: Record<string, unknown>): Record<string, unknown> {
  const call = CALLS[token];
  if (call) return call(args);
  throw new Error(`the sandbox cannot answer ${token}: give it a rule in sandbox/simulate/calls.ts`);
}
