import assert from "node:assert/strict";
import { Place } from "../../components/infra/azure/place.ts";
import { recordProgram } from "../support/program.ts";

describe("Place", () => {
  const args = { base: "daca-dev", location: "eastus", tags: { owner: "agents" } };

  it("puts everything into one tagged resource group", async () => {
    const { named } = await recordProgram(() => void new Place("place", args));
    const group = named("place-group");
    assert.equal(group.type, "azure-native:resources:ResourceGroup");
    assert.deepEqual(group.inputs, { resourceGroupName: "daca-dev-rg", location: "eastus", tags: { owner: "agents" } });
    assert.equal(group.parent, named("place").urn);
  });

  it("makes global names unique with a random part that Azure accepts everywhere", async () => {
    const { named, outputs } = await recordProgram(() => {
      const place = new Place("place", args);
      return {
        vault: place.nameFor("keyVault"),
        registry: place.nameFor("containerRegistry"),
        run: place.nameFor("identity", "run"),
      };
    });
    assert.deepEqual(named("place-suffix").inputs, { length: 6, upper: false, special: false });
    assert.deepEqual(outputs, { vault: "daca-dev-kv-simula", registry: "dacadevcrsimula", run: "daca-dev-id-run" });
  });
});
