import assert from "node:assert/strict";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { agentWith, SUBSCRIPTION, settingsWith } from "../support/agents.ts";
import { appOf } from "../support/containerAgent.ts";
import { type Recorded, recordProgram } from "../support/program.ts";

const agent = agentWith({ topics: { subscribe: ["tasks"] } });

const identityOf = (role: string) =>
  `/subscriptions/${SUBSCRIPTION}/resourceGroups/daca-dev-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/daca-dev-id-${role}`;
const principalOf = (role: string) => artificialUuid(`${identityOf(role)}/principal`);

describe("the identities of a prototype", () => {
  let recorded: Recorded;

  before(async () => {
    recorded = await recordProgram(() => new PrototypeTier("prototype", settingsWith([agent])).outputs);
  });

  it("have their own rights each, and no others", () => {
    const rights = recorded.resources
      .filter(({ type }) => type.endsWith("RoleAssignment"))
      .map(({ name, inputs }) => [name, inputs.principalId]);
    assert.deepEqual(Object.fromEntries(rights), {
      "prototype-images-pull": principalOf("pull"),
      "prototype-secrets-read": principalOf("run"),
      "prototype-state-write": principalOf("run"),
      "prototype-bus-send": principalOf("run"),
      "prototype-bus-receive": principalOf("run"),
      "prototype-bus-measure": principalOf("scale"),
    });
  });

  it("sign in for what they are there for, and show agent code only the one it runs as", () => {
    const { configuration, template } = appOf(recorded, "prototype-agent-research-agent-app");
    assert.deepEqual(configuration.identitySettings, [
      { identity: identityOf("run"), lifecycle: "Main" },
      { identity: identityOf("pull"), lifecycle: "None" },
      { identity: identityOf("scale"), lifecycle: "None" },
    ]);
    assert.deepEqual(configuration.registries, [
      { server: "dacadevcrsimula.azurecr.io", identity: identityOf("pull") },
    ]);
    assert.deepEqual(
      template.scale.rules.map(({ custom }) => (custom as { identity: string } | undefined)?.identity),
      [undefined, identityOf("scale")],
    );
    const dapr = recorded.named("prototype-dapr-agent-pubsub").inputs.metadata as { name: string; value: string }[];
    assert.deepEqual(
      dapr.find(({ name }) => name === "azureClientId"),
      { name: "azureClientId", value: artificialUuid(`${identityOf("run")}/client`) },
    );
  });
});
