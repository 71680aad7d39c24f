import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { oldApi } from "../../policy/lib/kubernetes/oldApis.ts";

/** Versions that are not final because their own projects have published no later one. */
const NOT_FINAL = ["argoproj.io/v1alpha1", "dapr.io/v1alpha1", "keda.sh/v1alpha1", "networking.k8s.aws/v1alpha1"];

const reviewed = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".json"))
  .map((file) => join(import.meta.dirname, file));

describe("the Kubernetes objects of the reviewed plans", () => {
  for (const file of reviewed) {
    const objects = objectsOf(file);
    if (objects.length === 0) continue;

    it(`are of API versions that Kubernetes 1.33 to 1.36 and the add-ons still serve: ${relative(import.meta.dirname, file)}`, () => {
      assert.deepEqual(
        objects.filter(([version, kind]) => oldApi(version, kind) !== undefined),
        [],
      );
      const unsettled = objects.map(([version]) => version).filter((version) => /v\d+(alpha|beta)\d+$/.test(version));
      assert.deepEqual(
        [...new Set(unsettled)].filter((version) => !NOT_FINAL.includes(version)),
        [],
      );
    });
  }

  it("are looked at in the committed enterprise stack and on its other clouds", () => {
    const looked = reviewed
      .filter((file) => objectsOf(file).length > 0)
      .map((file) => relative(import.meta.dirname, file));
    assert.deepEqual(looked.sort(), ["enterprise.json", "enterprise/eks.json", "enterprise/existing.json"]);
  });
});

/** Version and kind of every Kubernetes object of a plan, each once; a shape names its types as keys. */
function objectsOf(file: string): [version: string, kind: string][] {
  const plan = JSON.parse(readFileSync(file, "utf8")) as { type: string }[] | Record<string, string[]>;
  const types = Array.isArray(plan) ? plan.map(({ type }) => type) : Object.keys(plan);
  return [...new Set(types)]
    .filter((type) => type.startsWith("kubernetes:"))
    .map((type) => {
      const [, version = "", kind = ""] = type.split(":");
      return [version, kind];
    });
}
