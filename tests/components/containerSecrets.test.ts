import assert from "node:assert/strict";
import { appOf, recordAgent, reference, variablesOf } from "../support/containerAgent.ts";

const KEY = {
  name: "openai-api-key",
  keyVaultUrl: "https://vault.vault.azure.net/secrets/openai-api-key/v1",
  identity: "run-id",
};
const SEARCH = {
  name: "search-key",
  keyVaultUrl: "https://vault.vault.azure.net/secrets/search-key/v7",
  identity: "run-id",
};

describe("the secrets of a ContainerAgent", () => {
  it("are references to the vault, read by the identity that the agent runs as", async () => {
    const app = appOf(await recordAgent({ secrets: { OPENAI_API_KEY: "openai-api-key", SEARCH_KEY: "search-key" } }));
    assert.deepEqual(app.configuration.secrets, [KEY, SEARCH]);
    assert.deepEqual(app.template.containers[0]?.env.slice(-3), [
      { name: "OPENAI_API_KEY", secretRef: "openai-api-key" },
      { name: "SEARCH_KEY", secretRef: "search-key" },
      { name: "SECRET_VERSIONS", value: "v1,v7" },
    ]);
  });

  it("are named once, even where two variables hold one", async () => {
    const app = appOf(await recordAgent({ secrets: { OPENAI_API_KEY: "openai-api-key", LLM_KEY: "openai-api-key" } }));
    assert.deepEqual(app.configuration.secrets, [KEY]);
    const { OPENAI_API_KEY, LLM_KEY, SECRET_VERSIONS } = variablesOf(app);
    assert.deepEqual([OPENAI_API_KEY, LLM_KEY, SECRET_VERSIONS], ["openai-api-key", "openai-api-key", "v1"]);
  });

  it("are only those that the agent names", async () => {
    assert.deepEqual(appOf(await recordAgent({ secrets: { SEARCH_KEY: "search-key" } })).configuration.secrets, [
      SEARCH,
    ]);
  });

  it("are none where the agent names none, and nothing tells of versions", async () => {
    const app = appOf(await recordAgent());
    assert.deepEqual(app.configuration.secrets, []);
    assert.equal("SECRET_VERSIONS" in variablesOf(app), false);
  });

  it("make another revision when a value changes, since a running replica keeps the value it started with", async () => {
    const fields = { secrets: { OPENAI_API_KEY: "openai-api-key" } };
    const before = appOf(await recordAgent(fields));
    const after = appOf(
      await recordAgent(fields, { secrets: { "openai-api-key": reference("openai-api-key", "v2") } }),
    );
    assert.equal(variablesOf(before).SECRET_VERSIONS, "v1");
    assert.equal(variablesOf(after).SECRET_VERSIONS, "v2");
    assert.deepEqual({ ...variablesOf(after), SECRET_VERSIONS: "v1" }, variablesOf(before));
    assert.equal(after.configuration.secrets[0]?.keyVaultUrl, KEY.keyVaultUrl.replace(/v1$/, "v2"));
  });
});
