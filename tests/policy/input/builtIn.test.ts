import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BUILT_IN } from "../../../policy/input/builtIn.ts";

const SDK = join(import.meta.dirname, "../../../node_modules/@pulumi/kubernetes");

/** Not the cluster's: what the SDK adds itself, and the answer to a request. */
const NO_OBJECTS = ["helm.sh", "kustomize", "meta", "yaml"];

/** `__pulumiType = 'kubernetes:apps/v1:Deployment'` as group and kind. */
const TYPE = /__pulumiType = 'kubernetes:([^/:]+)[^:]*:(\w+)'/;

describe("the table of Kubernetes' own kinds", () => {
  it("has every group and kind of @pulumi/kubernetes and no other", () => {
    const groups = new Map<string, Set<string>>();
    for (const file of readdirSync(SDK, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".js") || file.includes("node_modules")) continue;
      const [, group, kind] = TYPE.exec(readFileSync(join(SDK, file), "utf8")) ?? [];
      if (group === undefined || kind === undefined || NO_OBJECTS.includes(group)) continue;
      if (!/(?:Patch|List)$/.test(kind)) groups.set(group, (groups.get(group) ?? new Set()).add(kind));
    }
    const listed = [...groups].toSorted().map(([group, kinds]) => [group, [...kinds].toSorted().join(" ")]);
    assert.deepEqual(BUILT_IN, Object.fromEntries(listed));
  });
});
