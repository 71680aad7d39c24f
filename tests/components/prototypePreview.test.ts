import assert from "node:assert/strict";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { agentWith, settingsWith } from "../support/agents.ts";
import { recordProgram } from "../support/program.ts";

const settings = settingsWith(
  [
    agentWith({
      ingress: { exposure: "external", domain: { name: "agents.example.com", stage: "bound" } },
      state: { actors: true },
      topics: { subscribe: ["tasks"], publish: ["results"] },
      secrets: { OPENAI_API_KEY: "openai-api-key" },
      delivery: { strategy: "blueGreen" },
    }),
    agentWith({ name: "writer", image: { repository: "writer", tag: "1.0" }, topics: { subscribe: ["results"] } }),
  ],
  { network: {} },
  { "openai-api-key": "sk-not-real" },
);

const record = (preview: boolean) => recordProgram(() => new PrototypeTier("prototype", settings).outputs, { preview });

describe("a preview of the prototype while nothing of it exists", () => {
  it("has the same resources as the deployment after it", async () => {
    const [previewed, deployed] = [await record(true), await record(false)];
    const shape = ({ resources }: typeof deployed) =>
      resources.map(({ urn, parent, provider }) => [urn, parent, provider].join(" ")).toSorted();
    assert.deepEqual(shape(previewed), shape(deployed));
    assert.deepEqual(previewed.messages, []);
  });

  it("leaves unknown what only Azure can answer, and invents nothing in its place", async () => {
    const { named, outputs } = await record(true);
    assert.equal(named("prototype-images-pull").inputs.principalId, "[unknown]");
    assert.equal(named("prototype-state-write").inputs.principalId, "[unknown]");
    assert.equal(named("prototype-secrets-vault").inputs.vaultName, "[unknown]");
    assert.equal(named("prototype-agent-research-agent-app").inputs.template, "[unknown]");
    assert.equal(named("prototype-agent-research-agent-app").inputs.containerAppName, "research-agent");
    assert.equal(outputs.pullIdentity, undefined);
  });
});
