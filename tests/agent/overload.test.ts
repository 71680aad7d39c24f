import assert from "node:assert/strict";
import { MemoryState } from "../../agent/src/state/memoryState.ts";
import { closeAll, task, testAgent, until } from "./fixtures/agents.ts";

describe("The agent at overload", () => {
  afterEach(closeAll);

  it("answers 429 to what it has no place for, and finishes all that it accepted", async () => {
    const agent = await testAgent({ CONCURRENCY: "2", QUEUE_LIMIT: "3" });
    const release = agent.model.hold();
    const calls = Array.from({ length: 40 }, (_, index) => agent.post(`a${index}`, task("bees")));
    const rejected = 'agent_runs_total{outcome="rejected",agent="researcher"}';
    await until(async () => (await agent.metric(rejected)) === 35, "35 are refused");
    release();
    const answers = await Promise.all(calls);
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(200), count(429)], [5, 35]);
    const refused = answers.find(({ status }) => status === 429);
    assert.equal(refused?.headers["retry-after"], "5");
    assert.equal(refused?.body.detail, "as many runs wait as may; none is taken now");
    assert.equal(agent.model.asked.length, 5);
    assert.equal(await agent.metric('agent_runs_total{outcome="succeeded",agent="researcher"}'), 5);
    assert.equal(await agent.metric(rejected), 35);
  });

  it("takes more when there is a place again", async () => {
    const agent = await testAgent({ CONCURRENCY: "1", QUEUE_LIMIT: "1" });
    const release = agent.model.hold();
    const first = [agent.post("a", task("1")), agent.post("b", task("2"))];
    assert.equal((await agent.post("c", task("3"))).status, 429);
    release();
    await Promise.all(first);
    assert.equal((await agent.post("c", task("3"))).status, 200);
  });

  it("still finds what it knows when it has no place", async () => {
    const agent = await testAgent({ CONCURRENCY: "1", QUEUE_LIMIT: "1" });
    const key = { "idempotency-key": "k" };
    await agent.post("a", task("bees"), key);
    const release = agent.model.hold();
    const busy = [agent.post("b", task("2")), agent.post("c", task("3"))];
    assert.equal((await agent.post("a", task("bees"), key)).status, 200);
    assert.equal((await agent.post("a", task("bees"), { "idempotency-key": "new" })).status, 429);
    release();
    await Promise.all(busy);
  });

  it("works on as many runs at a time as it may, and on one for each agent id in the order they came", async () => {
    const agent = await testAgent({ CONCURRENCY: "3", QUEUE_LIMIT: "10" });
    const began: string[] = [];
    let now = 0;
    let most = 0;
    agent.model.reply = ({ body }) => {
      began.push(body.messages.at(-1)?.content ?? "");
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
      }, 25);
      return { text: "done", afterMs: 30 };
    };
    const calls = ["a 1", "a 2", "a 3", "b 1", "c 1", "d 1"].map((topic) => agent.post(topic[0] ?? "", task(topic)));
    await until(() => began.length >= 3, "three have begun");
    assert.deepEqual(began.slice(0, 3).sort(), ["a 1", "b 1", "c 1"]);
    assert.equal(await agent.metric('agent_runs_active{agent="researcher"}'), 3);
    assert.equal(await agent.metric('agent_queue_length{agent="researcher"}'), 3);
    await Promise.all(calls);
    assert.equal(most, 3);
    assert.deepEqual(
      began.filter((topic) => topic.startsWith("a")),
      ["a 1", "a 2", "a 3"],
    );
    assert.equal(await agent.metric('agent_queue_length{agent="researcher"}'), 0);
  });

  it("keeps a bounded number of finished runs and conversations in memory, and drops the oldest", async () => {
    const state = new MemoryState(50);
    const agent = await testAgent({}, { state });
    const first = await agent.post("first", task("bees"));
    const ids = Array.from({ length: 60 }, (_, index) => `a${index}`);
    await Promise.all(ids.map((id) => agent.post(id, task("bees"))));
    assert.equal(state.size, 50 + 2); // and the journal and the directory
    assert.equal((await agent.get(`/agents/first/runs/${first.body.run?.id}`)).status, 404);
    assert.equal((await agent.get("/agents/a59/conversation")).status, 200);
  });
});
