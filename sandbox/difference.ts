import microdiff from "microdiff";
import { step } from "../components/settings/check.ts";
import { show } from "../components/settings/problem.ts";
import { partsOf } from "../policy/lib/urn.ts";
import type { DumpedResource } from "./dump.ts";

/** What happened to one resource between two dumps. */
export interface Difference {
  kind: "added" | "removed" | "changed";
  type: string;
  name: string;
  /** One line a changed property: `inputs.template.scale.maxReplicas  10 -> 20`. */
  changes: string[];
}

/** Everything that is different in `now`, by resource, in the order of the URNs. */
export function differences(before: readonly DumpedResource[], now: readonly DumpedResource[]): Difference[] {
  const old = new Map(before.map((resource) => [resource.urn, resource]));
  const fresh = new Map(now.map((resource) => [resource.urn, resource]));
  return [...new Set([...old.keys(), ...fresh.keys()])].toSorted().flatMap((urn): Difference[] => {
    const was = old.get(urn);
    const is = fresh.get(urn);
    if (was === undefined) return is ? [{ kind: "added", type: is.type, name: is.name, changes: [] }] : [];
    if (is === undefined) return [{ kind: "removed", type: was.type, name: was.name, changes: [] }];
    const changes = changedLines(was, is);
    return changes.length > 0 ? [{ kind: "changed", type: is.type, name: is.name, changes }] : [];
  });
}

/** The differences as a person reads them. */
export function describeDifferences(found: readonly Difference[]): string {
  const sign = { added: "+", removed: "-", changed: "~" } as const;
  return found
    .map(({ kind, type, name, changes }) =>
      [`  ${sign[kind]} ${type}  ${name}`, ...changes.map((line) => `      ${line}`)].join("\n"),
    )
    .join("\n");
}

function changedLines(was: DumpedResource, is: DumpedResource): string[] {
  const { dependencies: before, ...wasElse } = was;
  const { dependencies: now, ...isElse } = is;
  const lines = microdiff({ ...wasElse }, { ...isElse }).map((change) => {
    const path = change.path.reduce<string>(step, "");
    if (change.type === "CREATE") return `${path}  now ${show(change.value)}`;
    if (change.type === "REMOVE") return `${path}  was ${show(change.oldValue)}`;
    return `${path}  ${show(change.oldValue)} -> ${show(change.value)}`;
  });
  // A list of URNs by position tells nobody anything; what came and what went does.
  const waits = now
    .filter((urn) => !before.includes(urn))
    .map((urn) => `waits for ${partsOf(urn).name}, which it did not`);
  const waited = before
    .filter((urn) => !now.includes(urn))
    .map((urn) => `waited for ${partsOf(urn).name}, and does not now`);
  return [...lines, ...waits, ...waited].toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
