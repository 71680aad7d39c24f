import assert from "node:assert/strict";
import { apiOf } from "../../components/infra/azure/kubeconfig.ts";
import { simulateCall } from "../../sandbox/simulate/calls.ts";

describe("simulateCall", () => {
  it("answers for a cluster with a kubeconfig whose certificate is plainly none", () => {
    const token = "azure-native:containerservice:listManagedClusterUserCredentials";
    const { kubeconfigs } = simulateCall(token, { resourceGroupName: "rg", resourceName: "aks" });
    const [{ value } = { value: "" }] = kubeconfigs as { name: string; value: string }[];
    const authority = Buffer.from(apiOf(value).certificateAuthority, "base64").toString("utf8");
    assert.equal(authority, "simulated certificate of aks");
  });

  it("names a question that it has no answer to", () => {
    assert.throws(() => simulateCall("aws:index/getRegion:getRegion", {}), {
      message: "the sandbox cannot answer aws:index/getRegion:getRegion: give it a rule in sandbox/simulate/calls.ts",
    });
  });
});
