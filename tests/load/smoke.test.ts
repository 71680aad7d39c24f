import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeAgent, problem } from "./fakeAgent.ts";
import { smoke, smokeSteps, told } from "./smokeCommand.ts";

describe("the smoke test", () => {
  let agent: FakeAgent;
  let url: string;
  const serve = async (behaviour?: ConstructorParameters<typeof FakeAgent>[0]) => {
    agent = new FakeAgent(behaviour);
    url = await agent.start();
  };
  afterEach(() => agent.stop());

  it("passes an agent that keeps to its contract, a line a step, with exit code 0", async () => {
    await serve();
    const { code, stdout, stderr } = await smoke([url, "--revision", "research-agent--v7"]);
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(
      stdout
        .replaceAll(/\d+\.\d s/g, "T")
        .replaceAll(/smoke-[0-9a-f-]{36}/g, "ID")
        .replaceAll(/ {2,}/g, "  ")
        .split("\n"),
      [
        "-  tls  T  plain HTTP does not leave this machine",
        "ok  health  T  status 200, mode dapr",
        "ok  ready  T  status 200",
        "ok  state  T  saved, read and deleted",
        "ok  dapr  T  Dapr 1.16.2 is >=1.16.0",
        "ok  revision  T  research-agent--v7",
        "ok  message  T  run run-ID-first-0 succeeded",
        "ok  conversation  T  the second message found the first",
        "ok  publish-consume  T  succeeded over the topic tasks",
        "ok  bad input  T  5 kinds refused with 400 or 415",
        "-  token  T  no --token-env",
        "",
        `${url}  every step was as it must be, T`,
        "",
      ],
    );
    assert.equal(stderr, "");
  });

  it("says what was seen and what was expected, goes on with what does not need it, and ends with exit code 1", async () => {
    await serve({ health: { state: "none" } });
    const { code, stdout } = await smoke([url]);
    assert.equal(code, 1);
    assert.match(
      stdout,
      /^FAIL {2}state +\d+\.\d s\n {6}saw {7}state "none"\n {6}expected {2}state "ok": saved, read and deleted\n/m,
    );
    assert.match(stdout, /^ok {4}publish-consume /m);
    assert.match(stdout, /1 of 11 steps were not as they must be/);
  });

  it("waits for an agent that starts slowly, instead of sleeping a fixed time", async () => {
    await serve();
    await agent.stop();
    const running = smokeSteps([url]);
    await sleep(1_000);
    await agent.start({ port: Number(new URL(url).port) });
    const { code, steps } = await running;
    assert.equal(code, 0, JSON.stringify([...steps.values()]));
    const health = steps.get("health");
    assert.ok(health && health.tries > 1 && health.seconds < 10, JSON.stringify(health));
  });

  it("waits for a role that is not replicated yet", async () => {
    const denied = problem(503, "Forbidden by RBAC");
    await serve({
      fault: ({ method, body, earlier }) =>
        method === "POST" && /health_check/.test(body) && earlier < 3 ? denied : undefined,
    });
    const { code, steps } = await smokeSteps([url]);
    assert.equal(code, 0);
    assert.equal(steps.get("state")?.tries, 4);
  });

  it("gives up at the deadline, and says which steps were not tried", async () => {
    await serve({ fault: ({ path }) => (path === "/health" ? problem(503, "starting") : undefined) });
    const began = performance.now();
    const { code, steps } = await smokeSteps([url, "--timeout", "2"]);
    assert.ok(performance.now() - began < 4_000);
    assert.equal(code, 1);
    assert.equal(told(steps.get("health")), "failed | status 503: starting | expected status 200");
    assert.equal(told(steps.get("ready")), "not tried | needs health");
    assert.equal(told(steps.get("message")), "not tried | needs ready");
    assert.equal(told(steps.get("conversation")), "not tried | needs message");
  });

  it("comes back no earlier than the agent asks", async () => {
    const busy = problem(429, "full", { "retry-after": "1" });
    await serve({ fault: ({ path, earlier }) => (path === "/ready" && earlier === 0 ? busy : undefined) });
    const { steps } = await smokeSteps([url]);
    const ready = steps.get("ready");
    assert.ok(ready && ready.tries === 2 && ready.seconds >= 1, JSON.stringify(ready));
  });

  it("asks for the same run again while it is worked on, and for a new one when it failed", async () => {
    const working = { status: 202, body: { success: true, run: { id: "r", status: "running" } } };
    const answers = [problem(502, "the model failed"), working];
    await serve({ fault: ({ body }) => (/smoke test is/.test(body) ? answers.shift() : undefined) });
    const { code } = await smokeSteps([url]);
    assert.equal(code, 0);
    const keys = agent.calls
      .filter(({ body }) => /smoke test is/.test(body))
      .map(({ headers }) => String(headers["idempotency-key"]).slice(-7));
    assert.deepEqual(keys, ["first-0", "first-1", "first-1"]);
  });

  it("leaves Dapr and its store out for an agent in local mode", async () => {
    await serve({ health: { mode: "local", dapr: { version: "none" }, state: "none" } });
    const { code, steps } = await smokeSteps([url]);
    assert.equal(code, 0);
    for (const step of ["state", "dapr"]) {
      assert.equal(told(steps.get(step)), "does not apply | local mode has no Dapr and no state store");
    }
    assert.equal(told(steps.get("publish-consume")), "passed | succeeded in this replica: local mode has no topics");
  });

  it("sends the token to an agent that wants one, and shows it to nobody", async () => {
    await serve({ token: "s3cret" });
    const { code, stdout, stderr } = await smoke([url, "--token-env", "CALLER"], { env: { CALLER: "s3cret" } });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ok {4}token .*a call without it is refused with 401$/m);
    assert.doesNotMatch(stdout + stderr, /s3cret/);
  });

  it("tells at once, without another try, that a token is missing", async () => {
    await serve({ token: "s3cret" });
    const { code, steps } = await smokeSteps([url]);
    assert.equal(code, 1);
    assert.equal(told(steps.get("message")), "failed | status 401: a token is needed | expected status 200");
    assert.equal(steps.get("message")?.tries, 1);
  });
});
