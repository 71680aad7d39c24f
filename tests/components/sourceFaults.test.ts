import assert from "node:assert/strict";
import { Agent } from "../../components/agent.ts";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { agentWith, settingsWith } from "../support/agents.ts";
import { appOf } from "../support/containerAgent.ts";
import { type Recorded, recordProgram } from "../support/program.ts";

const research = agentWith({
  state: { actors: true },
  topics: { subscribe: ["tasks"], publish: ["results"] },
  secrets: { OPENAI_API_KEY: "openai-api-key", LLM_KEY: "openai-api-key", SEARCH_KEY: "search-key" },
});
const writer = agentWith({
  name: "writer",
  image: { repository: "writer", tag: "2.1.0" },
  topics: { subscribe: ["results"] },
  secrets: { SEARCH_KEY: "search-key" },
});
const VALUES = { "openai-api-key": "sk-not-real", "search-key": "search-not-real" };
const APPS = { research: "prototype-agent-research-agent-app", writer: "prototype-agent-writer-app" };

const tier = () =>
  recordProgram(() => new PrototypeTier("prototype", settingsWith([research, writer], {}, VALUES)).outputs);

describe("what the source had wrong, and the prototype has right", () => {
  let recorded: Recorded;

  before(async () => {
    recorded = await tier();
  });

  it("a secret exists before an app refers to it", () => {
    const { named } = recorded;
    for (const name of Object.values(APPS)) {
      const app = named(name);
      const { configuration, template } = appOf({ named }, name);
      const declared = configuration.secrets.map((secret) => secret.name);
      const referred = template.containers.flatMap(({ env }) => env.flatMap(({ secretRef }) => secretRef ?? []));
      assert.deepEqual([...new Set(referred)].toSorted(), declared.toSorted(), name);
      for (const { name: secret, keyVaultUrl } of configuration.secrets) {
        assert.ok(app.dependencies.includes(named(`prototype-secrets-${secret}`).urn), `${name} before ${secret}`);
        assert.match(keyVaultUrl, new RegExp(`^https://.+\\.vault\\.azure\\.net/secrets/${secret}/[0-9a-f]{32}$`));
      }
      assert.ok(app.dependencies.includes(named("prototype-secrets-read").urn), `${name} before its right to read`);
    }
  });

  it("Dapr is switched on for each app, and nothing of it on the environment", () => {
    const { named } = recorded;
    for (const [agent, name] of [
      ["research-agent", APPS.research],
      ["writer", APPS.writer],
    ] as const) {
      const { enabled, appId } = appOf({ named }, name).configuration.dapr;
      assert.deepEqual({ enabled, appId }, { enabled: true, appId: agent });
    }
    const environment = Object.keys(named("prototype-apps-environment").inputs);
    assert.deepEqual(
      environment.filter((key) => /dapr/i.test(key)),
      [],
    );
  });

  it("identities take the place of keys: whatever has keys refuses them", () => {
    const { named } = recorded;
    assert.equal(named("prototype-state-account").inputs.disableLocalAuth, true);
    assert.equal(named("prototype-state-account").inputs.disableKeyBasedMetadataWriteAccess, true);
    assert.equal(named("prototype-bus-namespace").inputs.disableLocalAuth, true);
    assert.equal(named("prototype-images-registry").inputs.adminUserEnabled, false);
    assert.deepEqual(named("prototype-telemetry-workspace").inputs.features, {
      disableLocalAuth: true,
      enableLogAccessUsingOnlyResourcePermissions: true,
    });
  });

  it("no key, connection string or secret is in any input or output in clear", () => {
    const { resources, outputs } = recorded;
    const text = JSON.stringify([resources.map(({ inputs }) => inputs), outputs]);
    assert.doesNotMatch(text, /masterKey|accountKey|sharedAccessKey|sharedKey|InstrumentationKey=|passwordSecretRef/i);
    assert.doesNotMatch(text, /"connectionString":"(?!\[secret\])|-not-real/);
  });

  it("every image is named by its digest or by a tag that says which version it is, and none is :latest", () => {
    const { resources, named } = recorded;
    const image = (name: string) => appOf({ named }, name).template.containers[0]?.image;
    assert.match(image(APPS.research) ?? "", /^ghcr\.io\/acme\/research-agent@sha256:[0-9a-f]{64}$/);
    assert.equal(image(APPS.writer), "dacadevcrsimula.azurecr.io/writer:2.1.0");
    assert.doesNotMatch(JSON.stringify(resources.map(({ inputs }) => inputs)), /:latest|"latest"/);
    const latest = { name: "writer", image: { repository: "writer", tag: "latest" } };
    assert.equal(Agent.safeParse(latest).success, false);
  });
});
