import assert from "node:assert/strict";
import type { AgentParts } from "../../agent/src/agent.ts";
import { Publisher } from "../../agent/src/dapr/publisher.ts";
import { Sidecar } from "../../agent/src/dapr/sidecar.ts";
import { DaprState } from "../../agent/src/state/daprState.ts";
import { FakeSidecar } from "./fakes/fakeSidecar.ts";
import { atEnd, closeAll, type TestAgent, task, testAgent, until } from "./fixtures/agents.ts";

const ENV = {
  AGENT_MODE: "dapr",
  STATE_STORE: "agent-statestore",
  PUBSUB: "agent-pubsub",
  SUBSCRIBE_TOPICS: "tasks",
  PUBLISH_TOPICS: "tasks,results",
  DEAD_LETTER_TOPIC: "researcher-dead-letter",
};

interface Deployed extends TestAgent {
  sidecar: FakeSidecar;
  deliver(event: unknown, headers?: Record<string, string>): Promise<unknown>;
}

/** An agent beside a fake sidecar. */
async function deployed(env: Record<string, string> = {}, timing: AgentParts["timing"] = {}): Promise<Deployed> {
  const sidecar = await FakeSidecar.start();
  atEnd(() => sidecar.stop());
  const client = new Sidecar({ port: sidecar.port });
  const agent = await testAgent(
    { ...ENV, ...env },
    {
      state: new DaprState(client, "agent-statestore"),
      timing,
      sidecar: client,
      publisher: new Publisher(client, { component: "agent-pubsub", source: "researcher" }),
    },
  );
  const deliver = async (event: unknown, headers: Record<string, string> = {}) => {
    const { statusCode, body } = await agent.app.inject({
      method: "POST",
      url: "/topics/tasks",
      headers: { "content-type": "application/cloudevents+json", ...headers },
      payload: typeof event === "string" ? event : JSON.stringify(event),
    });
    return statusCode === 200 ? JSON.parse(body).status : statusCode;
  };
  return { ...agent, sidecar, deliver };
}

function event(id: string, data: Record<string, unknown>) {
  return { specversion: "1.0", id, source: "test", type: "t", datacontenttype: "application/json", data };
}

describe("The agent's topics", () => {
  afterEach(closeAll);

  it("are told to Dapr, with the dead-letter topic", async () => {
    const { get } = await deployed();
    assert.deepEqual((await get("/dapr/subscribe")).body, [
      { pubsubname: "agent-pubsub", topic: "tasks", route: "/topics/tasks", deadLetterTopic: "researcher-dead-letter" },
    ]);
  });

  it("bring runs, whose results go to the topics that the agent does not read itself", async () => {
    const agent = await deployed();
    assert.equal(await agent.deliver(event("e-1", { agent_id: "a", payload: { topic: "bees" } })), "SUCCESS");
    const { body } = await agent.get("/agents/a/runs/e-1");
    assert.equal(body.status, "succeeded");
    assert.deepEqual(
      agent.sidecar.published.map(({ topic, event: sent }) => [topic, sent.id, sent.source, sent.type, sent.data]),
      [["results", "e-1-result", "researcher", "daca.run.finished", body]],
    );
  });

  it("bring the same run twice and it is done once", async () => {
    const agent = await deployed();
    agent.model.reply = () => ({ text: "once", afterMs: 50 });
    const delivery = event("e-1", { agent_id: "a", payload: { topic: "bees" } });
    const both = await Promise.all([agent.deliver(delivery), agent.deliver(delivery)]);
    assert.deepEqual([...both, await agent.deliver(delivery)], ["SUCCESS", "SUCCESS", "SUCCESS"]);
    assert.equal(agent.model.asked.length, 1);
    assert.equal(agent.sidecar.published.length, 1);
  });

  it("bring runs of the id that the data has, or of one made from an event's id that cannot be one", async () => {
    const agent = await deployed();
    await agent.deliver(event("e-1", { agent_id: "a", run: "r-1", payload: { topic: "bees" } }));
    await agent.deliver(event("an id / with anything", { agent_id: "a", payload: { topic: "bees" } }));
    assert.equal((await agent.get("/agents/a/runs/r-1")).status, 200);
    const { body } = await agent.get("/agents/a/conversation");
    assert.deepEqual(
      body.turns?.map(({ run }) => run.length),
      [3, 32],
    );
  });

  const dropped: [what: string, event: unknown][] = [
    ["what is no JSON", "{"],
    ["what has no data", { id: "e-1" }],
    ["an agent id that is none", event("e-1", { agent_id: "A", payload: { topic: "bees" } })],
    ["a task without a topic", event("e-1", { agent_id: "a", payload: {} })],
    ["what has a key too many", event("e-1", { agent_id: "a", payload: { topic: "bees" }, urgent: true })],
    ["what is too large", event("e-1", { agent_id: "a", payload: { topic: "x".repeat(300_000) } })],
  ];
  for (const [what, sent] of dropped) {
    it(`have ${what} dropped, as it can never work`, async () => {
      const agent = await deployed();
      assert.equal(await agent.deliver(sent), "DROP");
      assert.equal(agent.model.asked.length, 0);
    });
  }

  it("have a run of another agent id's dropped", async () => {
    const agent = await deployed();
    await agent.deliver(event("e-1", { agent_id: "a", payload: { topic: "bees" } }));
    assert.equal(await agent.deliver(event("e-1", { agent_id: "b", payload: { topic: "bees" } })), "DROP");
  });

  it("wait for a place when there is none", async () => {
    const agent = await deployed({ CONCURRENCY: "1", QUEUE_LIMIT: "1" });
    const release = agent.model.hold();
    const send = (id: string) => agent.deliver(event(id, { agent_id: id, payload: { topic: "bees" } }));
    const taken = [send("e-1"), send("e-2")];
    await until(async () => (await agent.metric('agent_queue_length{agent="researcher"}')) === 1, "one waits");
    const late = send("e-3");
    release();
    assert.deepEqual(await Promise.all([...taken, late]), ["SUCCESS", "SUCCESS", "SUCCESS"]);
  });

  it("are asked to come again when there is no place for long, and while the agent drains", async () => {
    const agent = await deployed({ CONCURRENCY: "1", QUEUE_LIMIT: "1", DRAIN_SECONDS: "1" }, { roomMs: 50 });
    const release = agent.model.hold();
    const send = (id: string) => agent.deliver(event(id, { agent_id: id, payload: { topic: "bees" } }));
    const taken = [send("e-1"), send("e-2")];
    await until(async () => (await agent.metric('agent_queue_length{agent="researcher"}')) === 1, "one waits");
    assert.equal(await send("e-3"), "RETRY");
    void agent.stop();
    assert.equal(await send("e-4"), "RETRY");
    release();
    assert.deepEqual(await Promise.all(taken), ["SUCCESS", "SUCCESS"]);
  });

  it("are answered with 503 when the state store is not there, so that the message comes again", async () => {
    const agent = await deployed();
    agent.sidecar.refuse = (_method, path) => (path.startsWith("/v1.0/state") ? 500 : undefined);
    assert.equal(await agent.deliver(event("e-1", { agent_id: "a", payload: { topic: "bees" } })), 503);
    assert.equal(agent.model.asked.length, 0);
  });

  it("need Dapr's token where there is one", async () => {
    const agent = await deployed({ APP_API_TOKEN: "from-dapr" });
    const delivery = event("e-1", { agent_id: "a", payload: { topic: "bees" } });
    assert.equal(await agent.deliver(delivery), 401);
    assert.equal(await agent.deliver(delivery, { "dapr-api-token": "wrong" }), 401);
    assert.equal(await agent.deliver(delivery, { "dapr-api-token": "from-dapr" }), "SUCCESS");
  });

  it("take the runs of callers that do not wait, for any replica to take", async () => {
    const agent = await deployed();
    const { status, body } = await agent.post("a", task("bees"), { prefer: "respond-async" });
    assert.equal(status, 202);
    const run = body.run?.id ?? "";
    assert.equal((await agent.get(`/agents/a/runs/${run}`)).body.status, "queued");
    assert.equal(agent.model.asked.length, 0);
    const [{ topic, event: sent } = { topic: "", event: {} }] = agent.sidecar.published;
    assert.equal(topic, "tasks");
    assert.deepEqual(sent.data, { agent_id: "a", run, payload: { topic: "bees" } });
    assert.equal(await agent.deliver(sent), "SUCCESS");
    assert.equal((await agent.get(`/agents/a/runs/${run}`)).body.status, "succeeded");
    assert.deepEqual(
      agent.sidecar.published.map(({ topic: to }) => to),
      ["tasks", "results"],
    );
  });

  it("leave no run behind that could not be published", async () => {
    const agent = await deployed();
    agent.sidecar.refuse = (_method, path) => (path.startsWith("/v1.0/publish") ? 500 : undefined);
    const headers = { prefer: "respond-async", "idempotency-key": "k" };
    const { status, body, headers: answered } = await agent.post("a", task("bees"), headers);
    assert.equal(status, 503);
    assert.equal(answered["retry-after"], "5");
    assert.match(body.detail ?? "", /^topic tasks did not take the message: the Dapr sidecar answered 500/);
    assert.deepEqual([...agent.sidecar.values.keys()], []);
    agent.sidecar.refuse = () => undefined;
    assert.equal((await agent.post("a", task("bees"), headers)).status, 202);
  });

  it("keep a run from finishing until its result is published", async () => {
    const agent = await deployed();
    let refusals = 2;
    agent.sidecar.refuse = (_method, path) => (path.startsWith("/v1.0/publish") && refusals-- > 0 ? 500 : undefined);
    assert.equal(await agent.deliver(event("e-1", { agent_id: "a", payload: { topic: "bees" } })), "SUCCESS");
    assert.equal(agent.sidecar.published.length, 1);
    assert.equal(agent.model.asked.length, 1);
  });
});

describe("An agent beside a sidecar", () => {
  afterEach(closeAll);

  it("is ready when the sidecar and the store are, and says what is missing when not", async () => {
    const agent = await deployed();
    assert.equal((await agent.get("/ready")).status, 200);
    const other = await deployed();
    other.sidecar.refuse = (_method, path) => (path.startsWith("/v1.0/metadata") ? undefined : 500);
    const { status, body } = await other.get("/ready");
    assert.equal(status, 503);
    assert.equal(
      body.detail,
      "the agent is not ready: the Dapr sidecar is not healthy, the state store cannot be reached",
    );
    assert.equal((await other.get("/health")).status, 200);
    void other.stop();
    assert.equal((await other.get("/ready")).body.detail, "the agent is not ready: the agent is draining");
  });

  it("answers within the deadline whether it is ready when the sidecar hangs, and asks it once a second", async () => {
    const agent = await deployed();
    agent.sidecar.hangs = true;
    const began = performance.now();
    const answers = await Promise.all([agent.get("/ready"), agent.get("/ready"), agent.get("/health")]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [503, 503, 200],
    );
    const took = performance.now() - began;
    assert.ok(took > 1900 && took < 4000, `${took} ms`);
    assert.equal(agent.sidecar.count("GET", "/v1.0/healthz/outbound"), 1);
    assert.equal(agent.sidecar.count("GET", "/v1.0/state"), 1);
    agent.sidecar.hangs = false;
  });

  it("checks its health with a round trip through the store", async () => {
    const agent = await deployed();
    const check = { message_type: "health_check", payload: {} };
    const { body } = await agent.post("a", check);
    assert.deepEqual(body.result, {
      agent: "researcher",
      revision: "unknown",
      mode: "dapr",
      dapr: { version: "1.16.4" },
      state: "ok",
      topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
    });
    assert.equal(agent.sidecar.values.size, 0);
    agent.sidecar.refuse = (method) => (method === "DELETE" ? 500 : undefined);
    assert.equal((await agent.post("a", check)).status, 503);
  });

  it("answers 503 and accepts nothing when the store is not there", async () => {
    const agent = await deployed();
    agent.sidecar.refuse = (_method, path) => (path.startsWith("/v1.0/state") ? 500 : undefined);
    const { status, body, headers } = await agent.post("a", task("bees"));
    assert.equal(status, 503);
    assert.equal(headers["retry-after"], "5");
    assert.equal(body.detail, "the state store did not write: the Dapr sidecar answered 500 ERR_STATE_STORE_NOT_FOUND");
    agent.sidecar.refuse = () => undefined;
    assert.equal((await agent.post("a", task("bees"))).status, 200);
  });

  it("finishes what it has accepted when the store is away for a while", async () => {
    const agent = await deployed();
    agent.model.reply = () => {
      let refusals = 3;
      agent.sidecar.refuse = () => (refusals-- > 0 ? 503 : undefined);
      return { text: "done" };
    };
    assert.equal((await agent.post("a", task("bees"))).status, 200);
    assert.equal(agent.model.asked.length, 1);
  });
});
