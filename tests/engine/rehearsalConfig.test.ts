import assert from "node:assert/strict";
import { parse } from "yaml";
import { rehearsalConfig } from "../../sandbox/rehearse/config.ts";
import { forgetCredentials } from "../../sandbox/rehearse/credentials.ts";
import { ENCRYPTED } from "../../sandbox/stackFile.ts";

describe("the config of a rehearsal", () => {
  it("keeps what is written in the committed file as it is written", () => {
    const committed =
      "config:\n  daca:owner: 'team' # who pays\n  daca:prototype:\n    budget: {startDate: 2026-12-01}\n";
    const config = { "daca:owner": "team", "daca:prototype": { budget: { startDate: "2026-12-01" } } };
    assert.deepEqual(rehearsalConfig(committed, config, "daca"), {
      text: committed.replace("{startDate: 2026-12-01}", "{ startDate: 2026-12-01 }"),
      secrets: {},
    });
  });

  it("adds what was filled in, as text that no YAML takes for a date or a number", () => {
    const committed = "config:\n  daca:agents:\n    - name: a\n";
    const config = { "daca:agents": [{ name: "a", image: { digest: "2026-01-01" } }] };
    assert.equal(
      rehearsalConfig(committed, config, "daca").text,
      'config:\n  daca:agents:\n    - name: a\n      image:\n        digest: "2026-01-01"\n',
    );
  });

  it("leaves out every secret, of the agents and of the file, and gives its path instead", () => {
    const committed = "config:\n  daca:owner: {secure: v1:abc}\n  daca:secrets: {a.b: {secure: v1:def}}\n";
    const config = { "daca:owner": ENCRYPTED, "daca:secrets": { "a.b": ENCRYPTED, c: "artificial" } };
    const { text, secrets } = rehearsalConfig(committed, config, "daca");
    assert.deepEqual(parse(text), { config: { "daca:owner": "", "daca:secrets": { "a.b": "", c: "" } } });
    assert.deepEqual(secrets, {
      "daca:owner": ENCRYPTED,
      'daca:secrets["a.b"]': ENCRYPTED,
      "daca:secrets.c": "artificial",
    });
  });

  it("is encrypted with the rehearsal's own key, and has the project's own name in its keys", () => {
    const committed = "secretsprovider: azurekeyvault://v/keys/k\nencryptedkey: user\nconfig:\n  daca:owner: o\n";
    const { text } = rehearsalConfig(committed, { "daca:owner": "o" }, "fleet", "encryptionsalt: own\n");
    assert.deepEqual(parse(text), { config: { "fleet:owner": "o" }, encryptionsalt: "own" });
  });
});

describe("the environment of a rehearsal", () => {
  it("has nothing that a real provider could sign in with, and all that is not about clouds", () => {
    const env: NodeJS.ProcessEnv = {
      ARM_CLIENT_SECRET: "x",
      AWS_PROFILE: "x",
      AZURE_CONFIG_DIR: "x",
      GOOGLE_APPLICATION_CREDENTIALS: "x",
      KUBECONFIG: "x",
      KUBE_CONFIG_PATH: "x",
      KUBERNETES_SERVICE_HOST: "x",
      PULUMI_ACCESS_TOKEN: "x",
      PULUMI_BACKEND_URL: "x",
      DACA_STAND_IN_CRASH: "x",
      DACA_ENGINE: "go",
      HTTPS_PROXY: "kept",
      KUBELET: "kept",
      PATH: "kept",
    };
    forgetCredentials(env);
    assert.deepEqual(env, { DACA_ENGINE: "go", HTTPS_PROXY: "kept", KUBELET: "kept", PATH: "kept" });
  });
});
