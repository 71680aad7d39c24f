import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { daprAnnotations } from "../../components/workload/pod/daprAnnotations.ts";
import { pinnedVersion, TOOLS } from "../../sandbox/obtain/goModule.ts";
import { Definitions, downloadModule } from "../support/crds.ts";
import { AGENTS, backendsWith, contextWith, wholeAgent } from "../support/workload.ts";

const DAPR = "github.com/dapr/dapr";
const CILIUM = "github.com/cilium/cilium@v1.18.6";

/** Everything that agents of every kind are made of, with an agent that others may call. */
const MANIFESTS = Object.values(AGENTS).flatMap((agent) => [
  ...agentFoundation({ ...agent, callers: ["planner"] }, contextWith(), backendsWith()),
  ...agentManifests(agent, contextWith()),
]);

describe("The definitions that projects ship", () => {
  let dapr: string;

  before(async () => {
    dapr = await downloadModule(`${DAPR}@v${pinnedVersion(join(TOOLS, "daprd"), DAPR)}`);
  });

  it("take the Dapr objects of every agent, and refuse a field that they do not have", async () => {
    const definitions = new Definitions();
    for (const name of ["components", "configuration", "resiliency"]) {
      await definitions.read(join(dapr, "charts", "dapr", "crds", `${name}.yaml`));
    }
    const objects = MANIFESTS.filter(({ apiVersion }) => apiVersion === "dapr.io/v1alpha1");
    assert.deepEqual(new Set(objects.map(({ kind }) => kind)), new Set(["Component", "Configuration", "Resiliency"]));
    assert.deepEqual(
      objects.flatMap((object) => definitions.problemsOf(object)),
      [],
    );
    const [object] = objects.filter(({ kind }) => kind === "Configuration");
    assert.ok(object);
    const wrong = { ...object, spec: { ...(object.spec as object), acessControl: {} } };
    assert.deepEqual(definitions.problemsOf(wrong), [
      'dapr.io/v1alpha1 Configuration /spec must NOT have additional properties {"additionalProperty":"acessControl"}',
    ]);
  });

  it("know every annotation that an agent's pods carry for Dapr", async () => {
    const source = await readFile(join(dapr, "pkg", "injector", "annotations", "annotations.go"), "utf8");
    const known = [...source.matchAll(/"(dapr\.io\/[a-z0-9-]+)"/g)].map(([, key]) => key);
    assert.deepEqual(
      Object.keys(daprAnnotations(wholeAgent())).filter((key) => !known.includes(key)),
      [],
    );
  });

  it("take the Cilium policies of every agent", async () => {
    const definitions = new Definitions();
    const crds = join(await downloadModule(CILIUM), "pkg", "k8s", "apis", "cilium.io", "client", "crds", "v2");
    await definitions.read(join(crds, "ciliumnetworkpolicies.yaml"));
    const policies = MANIFESTS.filter(({ kind }) => kind === "CiliumNetworkPolicy");
    assert.equal(policies.length, 15);
    assert.deepEqual(
      policies.flatMap((policy) => definitions.problemsOf(policy)),
      [],
    );
  });
});
