import { partsOf } from "../../policy/lib/urn.ts";
import type { Operation, Violation } from "./operation.ts";

/** How a pack says that it cannot know yet. */
const OPEN = /cannot be decided before up: (.*)$/m;

/** How much the policies said: `policies: 0 mandatory, 9 advisory, 4 open`. Nothing, where they said nothing. */
export function countViolations({ violations }: Operation): string[] {
  if (violations.length === 0) return [];
  const mandatory = violations.filter((each) => each.mandatory).length;
  const open = violations.filter(isOpen).length;
  const advisory = violations.length - mandatory - open;
  return [`policies: ${mandatory} mandatory, ${advisory} advisory${open > 0 ? `, ${open} open` : ""}`];
}

/** Every mandatory violation, in the words of its policy. */
export function listViolations({ violations }: Operation): string[] {
  return violations
    .filter(({ mandatory }) => mandatory)
    .flatMap(({ policy, urn, text }) => [
      `${policy}  ${urn ? label(urn) : "the stack"}`,
      ...text.split("\n").map((line) => `  ${line}`),
    ]);
}

/**
 * What cannot be decided yet, a line for each resource: which inputs, and how many policies wait for them. Resources of
 * one type that wait for the same are one line.
 */
export function listOpen({ violations }: Operation): string[] {
  const open = violations.filter(isOpen);
  const waiting = [...Map.groupBy(open, ({ urn }) => urn ?? "")].map(([urn, all]) => {
    const inputs = new Set(all.flatMap(({ text }) => OPEN.exec(text)?.[1]?.split(", ") ?? []));
    const policies = `${all.length} ${all.length === 1 ? "policy waits" : "policies wait"}`;
    return { urn, says: `${policies} for ${[...inputs].toSorted().join(", ")}, not known before up` };
  });
  return [...Map.groupBy(waiting, ({ urn, says }) => `${partsOf(urn).type} ${says}`).values()].map((alike) => {
    const [{ urn, says }] = alike as [(typeof alike)[0]];
    return alike.length === 1 ? `${label(urn)}: ${says}` : `${alike.length} of ${partsOf(urn).type}, each: ${says}`;
  });
}

function isOpen({ text }: Violation): boolean {
  return OPEN.test(text);
}

function label(urn: string): string {
  const { type, name } = partsOf(urn);
  return `${type} ${name}`;
}
