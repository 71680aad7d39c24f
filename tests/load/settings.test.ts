import assert from "node:assert/strict";
import { type Environment, readSettings } from "../../load/settings.ts";

/** The settings; fails with the problems when there are any. */
function settings(env: Environment) {
  const read = readSettings(env);
  assert.ok(!("problems" in read), JSON.stringify(read));
  return read;
}

/** What is said about the environment. */
function problems(env: Environment): string {
  const read = readSettings(env);
  assert.ok("problems" in read);
  return read.problems;
}

describe("the settings of a load scenario", () => {
  it("need an address, and are the source's in all else", () => {
    assert.deepEqual(settings({ AGENT_URL: "https://agent.example.com/" }), {
      url: "https://agent.example.com",
      usersScale: 1,
      timeScale: 1,
      p95Ms: 2000,
      timeoutSeconds: 60,
      settleSeconds: 900,
    });
  });

  it("take every value from the environment", () => {
    const env = {
      AGENT_URL: "http://127.0.0.1:8000",
      API_TOKEN: "secret",
      USERS_SCALE: "0.1",
      TIME_SCALE: "0.05",
      P95_MS: "20000",
      TIMEOUT_SECONDS: "10",
      SETTLE_SECONDS: "30",
      SUMMARY_FILE: "summary.json",
    };
    assert.deepEqual(settings(env), {
      url: "http://127.0.0.1:8000",
      token: "secret",
      usersScale: 0.1,
      timeScale: 0.05,
      p95Ms: 20000,
      timeoutSeconds: 10,
      settleSeconds: 30,
      summaryFile: "summary.json",
    });
  });

  it("treat an empty variable as one that is not set", () => {
    assert.equal(settings({ AGENT_URL: "http://a", USERS_SCALE: "", API_TOKEN: "", AGENT_URLS: "" }).usersScale, 1);
  });

  it("say everything that is wrong at once", () => {
    const env = {
      AGENT_URL: "agent.example.com",
      USERS_SCALE: "0",
      TIME_SCALE: "fast",
      TIMEOUT_SECONDS: "0.5",
      SETTLE_SECONDS: "-1",
      P95_MS: "2s",
    };
    assert.equal(
      problems(env),
      [
        "the environment has 6 problems:",
        '  AGENT_URL        is "agent.example.com", expected http(s)://host[:port] and no path',
        '  USERS_SCALE      is "0", expected a number above 0',
        '  TIME_SCALE       is "fast", expected a number above 0',
        '  P95_MS           is "2s", expected a number above 0',
        '  TIMEOUT_SECONDS  is "0.5", expected a number of at least 1',
        '  SETTLE_SECONDS   is "-1", expected a number of at least 1',
      ].join("\n"),
    );
  });

  it("never show a token or a password", () => {
    const said = problems({ AGENT_URL: "https://me:hunter2@agent", API_TOKEN: "two words" });
    assert.match(said, /AGENT_URL {2}holds a user or a password/);
    assert.match(said, /API_TOKEN {2}holds a space/);
    assert.doesNotMatch(said, /hunter2|two words/);
  });

  it("say how to give the address when it is missing", () => {
    assert.equal(
      problems({}),
      "the environment has 1 problem:\n  AGENT_URL  is missing, expected the agent's address: AGENT_URL=https://host",
    );
  });

  it("choose the agent from the stack's addresses", () => {
    const AGENT_URLS = '{"research-agent":"https://r.example.com","writer":"https://w.example.com"}';
    assert.equal(settings({ AGENT_URLS, AGENT: "writer" }).url, "https://w.example.com");
    assert.match(problems({ AGENT_URLS }), /AGENT_URLS {2}names research-agent, writer: say which agent/);
    assert.match(problems({ AGENT_URLS, AGENT: "x" }), /AGENT_URLS {2}has no agent "x", only research-agent, writer/);
    assert.match(problems({ AGENT_URLS, AGENT: "toString" }), /has no agent "toString"/);
  });

  it("take the only agent of a stack without its name", () => {
    assert.equal(settings({ AGENT_URLS: '{"a":"https://a.example.com"}' }).url, "https://a.example.com");
  });

  it("refuse a list of addresses that is none, and both ways at once", () => {
    for (const AGENT_URLS of ["https://a", "[]", "null", '{"a":1}']) {
      assert.match(problems({ AGENT_URLS }), /AGENT_URLS {2}is not what `pulumi stack output urls --json` prints/);
    }
    assert.match(problems({ AGENT_URLS: "{}" }), /AGENT_URLS {2}names no agent/);
    assert.match(problems({ AGENT_URL: "http://a", AGENT_URLS: "{}" }), /AGENT_URL {2}and AGENT_URLS are both set/);
    assert.match(problems({ AGENT_URL: "http://a", AGENT: "a" }), /AGENT {2}is "a" and needs AGENT_URLS/);
  });
});
