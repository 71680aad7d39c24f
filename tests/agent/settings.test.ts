import assert from "node:assert/strict";
import { readSettings, SettingsError } from "../../agent/src/settings.ts";

const NEEDED = { AGENT_NAME: "researcher", OPENAI_API_KEY: "sk-1" };

function messageOf(env: Record<string, string>): string {
  try {
    readSettings(env);
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.message;
  }
  throw new Error("the settings were taken");
}

describe("The agent's settings", () => {
  it("have the defaults of the contract", () => {
    const settings = readSettings(NEEDED);
    assert.deepEqual(
      { ...settings, model: { ...settings.model, systemPrompt: "" } },
      {
        agentName: "researcher",
        environment: "local",
        mode: "dapr",
        port: 8000,
        metricsPort: 9090,
        drainSeconds: 600,
        concurrency: 20,
        queueLimit: 100,
        answerSeconds: 30,
        logLevel: "info",
        apiToken: undefined,
        revision: "unknown",
        model: { apiKey: "sk-1", baseUrl: undefined, name: "gpt-5-mini", systemPrompt: "", timeoutSeconds: 120 },
        conversationTurns: 50,
        dapr: { httpPort: 3500, apiToken: undefined, appToken: undefined, stateStore: undefined, pubsub: undefined },
        topics: { subscribe: [], publish: [], deadLetter: undefined },
        otlpEndpoint: undefined,
      },
    );
  });

  it("name every problem at once, with what is expected", () => {
    const env = { PORT: "abc", QUEUE_LIMIT: "0", AGENT_MODE: "cloud", PUBLISH_TOPICS: "a,a" };
    const lines = messageOf(env).split("\n");
    assert.deepEqual(lines, [
      "The agent's environment has 6 problems:",
      '  AGENT_MODE      is "cloud"  expected one of dapr, local',
      '  PORT            is "abc"    expected a whole number from 1 to 65535',
      '  QUEUE_LIMIT     is "0"      expected a whole number from 1 to 10000',
      '  PUBLISH_TOPICS  is "a,a"    expected topics\' names, each once, with commas between them',
      "  AGENT_NAME      is not set  expected lower-case letters, digits and hyphens, at most 64, because AGENT_MODE is dapr",
      "  OPENAI_API_KEY  is not set  expected visible ASCII characters without spaces, the model asks for it",
    ]);
  });

  it("never show a secret's value", () => {
    const env = { ...NEEDED, OPENAI_API_KEY: "sk not a key", API_TOKEN: "to ken", APP_API_TOKEN: "to\tken" };
    const message = messageOf(env);
    assert.match(message, /^The agent's environment has 3 problems:/);
    assert.doesNotMatch(message, /sk not|to.ken/);
  });

  it("need the topics' component where there are topics, but not in local mode", () => {
    const env = { ...NEEDED, SUBSCRIBE_TOPICS: "tasks" };
    assert.match(messageOf(env), /PUBSUB {2}is not set {2}expected .*, because there are topics/);
    assert.deepEqual(readSettings({ ...env, AGENT_MODE: "local" }).topics.subscribe, ["tasks"]);
  });

  it("keep the agent's API and its metrics on two ports", () => {
    assert.match(messageOf({ ...NEEDED, METRICS_PORT: "8000" }), /METRICS_PORT {2}is "8000" {2}expected another port/);
  });

  it("take the revision that was set for the agent before the platform's and the image's", () => {
    const env: Record<string, string> = { ...NEEDED, IMAGE_REVISION: "image" };
    assert.equal(readSettings(env).revision, "image");
    env.CONTAINER_APP_REVISION = "app--7";
    assert.equal(readSettings(env).revision, "app--7");
    env.REVISION = "mine";
    assert.equal(readSettings(env).revision, "mine");
  });

  it("refuse a URL that carries a password", () => {
    const message = messageOf({ ...NEEDED, OPENAI_BASE_URL: "https://user:hunter2@host/v1" });
    assert.match(message, /OPENAI_BASE_URL {2}.* {2}expected an http or https URL without user and password/);
    assert.doesNotMatch(message, /hunter2/);
  });
});
