import assert from "node:assert/strict";
import { closeAll, task, testAgent, until } from "./fixtures/agents.ts";

describe("A message to the agent", () => {
  afterEach(closeAll);

  it("is answered with the run and its result when that is in time", async () => {
    const agent = await testAgent();
    const { status, body } = await agent.post("bees-1", task("bees", { type: "research_report", depth: "brief" }));
    assert.equal(status, 200);
    const { id, created_at, started_at, finished_at, ...run } = body.run ?? {};
    assert.match(`${id}`, /^[0-9a-f-]{36}$/);
    for (const time of [created_at, started_at, finished_at]) assert.match(`${time}`, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.deepEqual(run, { agent_id: "bees-1", status: "succeeded", attempts: 1 });
    assert.deepEqual(body.result, {
      text: "about Write a research report on: bees\n\nBe brief: the main points, in a few sentences.",
      model: "gpt-5-mini-2025-08-07",
      usage: { input_tokens: 11, output_tokens: 7 },
    });
  });

  it("is told to the model after what was said before, and the conversation can be read", async () => {
    const agent = await testAgent({ SYSTEM_PROMPT: "Be kind." });
    const first = await agent.post("a", task("bees"));
    await agent.post("a", task("wasps"));
    await agent.post("b", task("ants"));
    assert.deepEqual(
      agent.model.asked.map(({ body }) => body.messages.map(({ role, content }) => `${role}: ${content}`)),
      [
        ["system: Be kind.", "user: bees"],
        ["system: Be kind.", "user: bees", "assistant: about bees", "user: wasps"],
        ["system: Be kind.", "user: ants"],
      ],
    );
    const { body } = await agent.get("/agents/a/conversation");
    const { at, ...turn } = (body.turns ?? [])[0] as { at: string; run: string; question: string; answer: string };
    assert.match(at, /Z$/);
    assert.deepEqual(turn, { run: first.body.run?.id, question: "bees", answer: "about bees" });
    assert.equal(body.turns?.length, 2);
    assert.equal((await agent.get("/agents/c/conversation")).status, 404);
  });

  it("keeps as many turns as it was told to", async () => {
    const agent = await testAgent({ CONVERSATION_TURNS: "2" });
    for (const topic of ["one", "two", "three"]) await agent.post("a", task(topic));
    const { body } = await agent.get("/agents/a/conversation");
    assert.deepEqual(
      body.turns?.map(({ question }) => question),
      ["two", "three"],
    );
  });

  it("is answered with 202 and where to look when it takes longer than callers wait", async () => {
    const agent = await testAgent({ ANSWER_SECONDS: "1" });
    const release = agent.model.hold();
    agent.model.reply = () => ({ text: "late" });
    const { status, headers, body } = await agent.post("a", task("bees"));
    assert.equal(status, 202);
    const url = `/agents/a/runs/${body.run?.id}`;
    assert.equal(body.status_url, url);
    assert.equal(headers.location, url);
    assert.equal(headers["retry-after"], "2");
    assert.equal(body.run?.status, "running");
    release();
    await until(async () => (await agent.get(url)).body.status === "succeeded", "the run succeeds");
    assert.equal((await agent.get(url)).body.result?.text, "late");
    assert.equal((await agent.get(`/agents/b/runs/${body.run?.id}`)).status, 404);
  });

  it("is answered with 202 at once when the caller prefers it", async () => {
    const agent = await testAgent();
    const release = agent.model.hold();
    const { status, headers, body } = await agent.post("a", task("bees"), { prefer: "wait=10, Respond-Async" });
    assert.equal(status, 202);
    assert.equal(headers["preference-applied"], "respond-async");
    assert.match(body.run?.status ?? "", /^(queued|running)$/);
    release();
  });

  it("with the same idempotency key is the same run, and the model is asked once", async () => {
    const agent = await testAgent();
    agent.model.reply = () => ({ text: "once", afterMs: 50 });
    const key = { "idempotency-key": "order-7" };
    const both = await Promise.all([agent.post("a", task("bees"), key), agent.post("a", task("bees"), key)]);
    const later = await agent.post("a", task("bees"), key);
    const other = await agent.post("b", task("bees"), key);
    assert.deepEqual(
      [...both, later].map(({ status, body }) => [status, body.result?.text, body.run?.id]),
      Array.from({ length: 3 }, () => [200, "once", both[0].body.run?.id]),
    );
    assert.notEqual(other.body.run?.id, later.body.run?.id);
    assert.equal(agent.model.asked.length, 2);
  });

  it("is answered with 502 when the model fails for good, without what the provider said", async () => {
    const agent = await testAgent();
    agent.model.reply = () => ({ status: 401 });
    const { status, body } = await agent.post("a", task("bees"), { "idempotency-key": "k" });
    assert.equal(status, 502);
    assert.match(body.detail ?? "", /^run [0-9a-f]{32} failed: the model's API answered with status 401$/);
    const run = body.detail?.split(" ")[1];
    const { body: view } = await agent.get(`/agents/a/runs/${run}`);
    assert.equal(view.status, "failed");
    assert.deepEqual(view.error, { code: "model_failed", detail: "the model's API answered with status 401" });
    assert.equal((await agent.post("a", task("bees"), { "idempotency-key": "k" })).status, 502);
    assert.equal(agent.model.asked.length, 1);
    assert.equal((await agent.get("/agents/a/conversation")).status, 404);
  });

  for (const [what, raw] of [
    ["no JSON", "<html>"],
    ["no completion", "{}"],
    ["an empty answer", '{"choices":[{"message":{"content":""}}]}'],
  ] as const) {
    it(`is answered with 502 when the model's API answers with ${what}`, async () => {
      const agent = await testAgent();
      agent.model.reply = () => ({ raw });
      assert.equal((await agent.post("a", task("bees"))).status, 502);
    });
  }

  it("is answered with 504 when the model takes too long, whatever retries there were", async () => {
    const agent = await testAgent({ MODEL_TIMEOUT_SECONDS: "1" });
    agent.model.reply = () => ({ text: "late", afterMs: 3000 });
    const began = performance.now();
    const { status, body } = await agent.post("a", task("bees"));
    assert.ok(performance.now() - began < 2900);
    assert.equal(status, 504);
    assert.match(body.detail ?? "", /: the model did not answer in 1 s$/);
  });

  it("that checks the health says what there is in local mode", async () => {
    const agent = await testAgent({ REVISION: "r7" });
    const { status, body } = await agent.post("a", { message_type: "health_check", payload: {} });
    assert.equal(status, 200);
    assert.deepEqual(body.result, {
      agent: "researcher",
      revision: "r7",
      mode: "local",
      dapr: { version: "none" },
      state: "none",
      topics: { subscribe: [], publish: [] },
    });
    assert.deepEqual((await agent.get("/health")).body, { status: "ok", mode: "local" });
    assert.deepEqual((await agent.get("/ready")).body, { status: "ready" });
  });

  it("is passed the caller's request id when that is harmless", async () => {
    const agent = await testAgent();
    const { headers } = await agent.post("a", task("bees"), { "x-request-id": "req-1" });
    assert.equal(headers["x-request-id"], "req-1");
    const forged = await agent.post("a", task("bees"), { "x-request-id": 'req"}\n{' });
    assert.match(`${forged.headers["x-request-id"]}`, /^[0-9a-f-]{36}$/);
    assert.ok(agent.logged.some((line) => line.includes('"reqId":"req-1"') && line.includes('"msg":"run accepted"')));
  });
});
