import assert from "node:assert/strict";
import { resolve } from "node:path";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { simulationOf } from "../../sandbox/simulate.ts";

const FILE = resolve("sandbox/artificial-kubeconfig.yaml");

function kubeconfig(server: string, user = "someone"): string {
  return JSON.stringify({
    clusters: [{ name: "c", cluster: { server } }],
    contexts: [{ name: "main", context: { cluster: "c", user } }],
    "current-context": "main",
  });
}

describe("the stand-in for a cluster's provider", () => {
  const replacedBy = simulationOf("pulumi:providers:kubernetes").replacedBy as (was: object, now: object) => string[];
  const here = { kubeconfig: kubeconfig("https://one") };

  for (const [what, was, now, replaces] of [
    ["another way to sign in", here, { kubeconfig: kubeconfig("https://one", "other") }, []],
    ["another cluster", here, { kubeconfig: kubeconfig("https://two") }, ["kubeconfig"]],
    ["a kubeconfig that is not known yet", here, { kubeconfig: unknownValue }, ["kubeconfig"]],
    ["a context that the kubeconfig lacks", here, { ...here, context: "none" }, []],
    ["a first identifier", here, { ...here, clusterIdentifier: "id" }, []],
    ["a file instead of its text", { kubeconfig: FILE, context: "artificial" }, here, ["kubeconfig", "context"]],
  ] as const) {
    it(`makes everything anew for ${what}: ${replaces.length > 0 ? "yes" : "no"}`, () => {
      assert.deepEqual(replacedBy(was, now), replaces);
    });
  }

  it("goes by the cluster's identifier alone where there was one", () => {
    const was = { ...here, clusterIdentifier: "id" };
    assert.deepEqual(replacedBy(was, { kubeconfig: unknownValue, clusterIdentifier: "id" }), []);
    assert.deepEqual(replacedBy(was, { ...here, clusterIdentifier: unknownValue }), ["clusterIdentifier"]);
  });
});
