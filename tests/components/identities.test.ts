import assert from "node:assert/strict";
import { Identities } from "../../components/infra/azure/identities.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { childrenOf, GROUP_ID, IN_GROUP, PROVIDER, recordInAzure } from "../support/azure.ts";

const TYPE = "azure-native:managedidentity:UserAssignedIdentity";

function record() {
  return recordInAzure(({ where, opts }) => {
    const names = { run: "id-run", pull: "id-pull", scale: "id-scale" };
    const { run, pull, scale } = new Identities("identities", { ...where, names }, opts);
    return { run: run.principalId, pull: pull.principalId, scale: scale.principalId };
  });
}

describe("Identities", () => {
  it("are three, one for each thing to be allowed", async () => {
    const recorded = await record();
    assert.deepEqual(childrenOf(recorded, "identities"), {
      "identities-run": TYPE,
      "identities-pull": TYPE,
      "identities-scale": TYPE,
    });
    for (const role of ["run", "pull", "scale"]) {
      const { inputs, provider } = recorded.named(`identities-${role}`);
      assert.deepEqual(inputs, { ...IN_GROUP, resourceName: `id-${role}` });
      assert.equal(provider, PROVIDER);
    }
  });

  it("are told apart by their principals", async () => {
    const { outputs } = await record();
    const principal = (role: string) =>
      artificialUuid(`${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-${role}/principal`);
    assert.deepEqual(outputs, { run: principal("run"), pull: principal("pull"), scale: principal("scale") });
  });
});
