import assert from "node:assert/strict";
import { journalKey, readJournal } from "../../agent/src/runs/journal.ts";
import type { RunRecord } from "../../agent/src/runs/run.ts";
import { MemoryState } from "../../agent/src/state/memoryState.ts";
import type { FakeModel } from "./fakes/fakeModel.ts";
import { closeAll, fakeModel, type TestAgent, task, testAgent, until } from "./fixtures/agents.ts";

/** Puts what a replica that was killed would leave behind: a run's record, and a journal whose lease is over. */
async function leaveBehind(state: MemoryState, replica: string, record: Partial<RunRecord>): Promise<RunRecord> {
  const left: RunRecord = {
    id: "run-1",
    agent_id: "a",
    status: "running",
    created_at: new Date().toISOString(),
    attempts: 1,
    task: { topic: "bees" },
    owner: replica,
    ...record,
  };
  await state.save(`run-${left.id}`, left);
  const lease_until = new Date(Date.now() - 1000).toISOString();
  await state.save(journalKey(replica), { replica, runs: [left.id], lease_until, closed: false });
  await state.save("journals", { replicas: [replica] });
  return left;
}

async function replicas(count: number, state: MemoryState, fake: FakeModel): Promise<TestAgent[]> {
  return Promise.all(Array.from({ length: count }, () => testAgent({}, { state, fake })));
}

async function statusOf(agent: TestAgent, run = "run-1"): Promise<string> {
  return String((await agent.get(`/agents/a/runs/${run}`)).body.status);
}

describe("A run whose replica is gone", () => {
  afterEach(closeAll);

  it("is taken over and finished by one of the others, once", async () => {
    const state = new MemoryState();
    const fake = await fakeModel();
    await leaveBehind(state, "gone", {});
    const agents = await replicas(3, state, fake);
    await Promise.all(agents.map(({ adoption }) => adoption.round()));
    const [agent] = agents as [TestAgent];
    await until(async () => (await statusOf(agent)) === "succeeded", "the run succeeds");
    const { body } = await agent.get("/agents/a/runs/run-1");
    assert.equal(body.attempts, 2);
    assert.equal(fake.asked.length, 1);
    assert.equal(await readJournal(state, "gone"), undefined);
  });

  it("is left alone as long as the replica's lease holds", async () => {
    const state = new MemoryState();
    const [agent] = (await replicas(1, state, await fakeModel())) as [TestAgent];
    await leaveBehind(state, "alive", {});
    const lease_until = new Date(Date.now() + 10_000).toISOString();
    await state.save(journalKey("alive"), { replica: "alive", runs: ["run-1"], lease_until, closed: false });
    await agent.adoption.round();
    assert.equal(await statusOf(agent), "running");
    assert.equal(agent.model.asked.length, 0);
  });

  it("does not ask the model again when it had answered", async () => {
    const state = new MemoryState();
    const [agent] = (await replicas(1, state, await fakeModel())) as [TestAgent];
    await leaveBehind(state, "gone", {});
    const usage = { input_tokens: 1, output_tokens: 2 };
    const turn = { run: "run-1", question: "bees", answer: "known", at: "2026-01-01T00:00:00.000Z", model: "m", usage };
    await state.save("conversation-a", { turns: [turn] });
    await agent.adoption.round();
    await until(async () => (await statusOf(agent)) === "succeeded", "the run succeeds");
    const { body } = await agent.get("/agents/a/runs/run-1");
    assert.deepEqual(body.result, { text: "known", model: "m", usage });
    assert.equal(agent.model.asked.length, 0);
    assert.equal((await agent.get("/agents/a/conversation")).body.turns?.length, 1);
  });

  it("has failed after five replicas", async () => {
    const state = new MemoryState();
    const [agent] = (await replicas(1, state, await fakeModel())) as [TestAgent];
    await leaveBehind(state, "gone", { attempts: 5 });
    await agent.adoption.round();
    const { body } = await agent.get("/agents/a/runs/run-1");
    assert.equal(body.status, "failed");
    assert.deepEqual(body.error, {
      code: "attempts_exhausted",
      detail: "5 replicas have taken the run on and none has finished it",
    });
    assert.equal(agent.model.asked.length, 0);
    assert.equal(await agent.metric('agent_runs_total{outcome="failed",agent="researcher"}'), 1);
  });

  it("waits for the next round when there is no place, and its journal with it", async () => {
    const state = new MemoryState();
    const agent = await testAgent({ CONCURRENCY: "1", QUEUE_LIMIT: "1" }, { state });
    const release = agent.model.hold();
    await leaveBehind(state, "gone", {});
    const busy = [agent.post("b", task("1")), agent.post("c", task("2"))];
    await until(async () => (await agent.metric('agent_queue_length{agent="researcher"}')) === 1, "one waits");
    await agent.adoption.round();
    assert.equal(await statusOf(agent), "running");
    assert.notEqual(await readJournal(state, "gone"), undefined);
    release();
    await Promise.all(busy);
    await agent.adoption.round();
    await until(async () => (await statusOf(agent)) === "succeeded", "the run succeeds");
    assert.equal(await readJournal(state, "gone"), undefined);
  });

  it("is taken over by the caller's next try with the same key, before any round", async () => {
    const state = new MemoryState();
    const fake = await fakeModel();
    const key = { "idempotency-key": "k" };
    const [agent, other] = (await replicas(2, state, fake)) as [TestAgent, TestAgent];
    const id = (await other.post("a", task("bees"), key)).body.run?.id;
    await leaveBehind(state, "gone", { id });
    const { status, body } = await agent.post("a", task("bees"), key);
    assert.equal(status, 200);
    assert.equal(body.run?.attempts, 2);
  });

  it("is found, and not worked on, by a caller's try at another replica while its own works on it", async () => {
    const state = new MemoryState();
    const fake = await fakeModel();
    const release = fake.hold();
    const [agent, other] = (await replicas(2, state, fake)) as [TestAgent, TestAgent];
    const key = { "idempotency-key": "k" };
    const first = agent.post("a", task("bees"), key);
    await until(() => fake.asked.length === 1, "the model is asked");
    const second = await other.post("a", task("bees"), key);
    assert.deepEqual([second.status, second.body.run?.status], [202, "running"]);
    release();
    assert.equal((await first).status, 200);
    assert.equal(fake.asked.length, 1);
  });
});

describe("A replica that others took for dead", () => {
  afterEach(closeAll);

  it("drops the work that is another's by now, and its caller is told where to look", async () => {
    const state = new MemoryState();
    const fake = await fakeModel();
    const [zombie, heir] = (await replicas(2, state, fake)) as [TestAgent, TestAgent];
    fake.reply = () => ({ text: fake.asked.length === 1 ? "first" : "second", afterMs: 150 });
    const call = zombie.post("a", task("bees"));
    await until(() => fake.asked.length === 1, "the model is asked");
    const journal = await readJournal(state, zombie.journal.replica);
    await state.save(journalKey(zombie.journal.replica), {
      ...journal?.value,
      lease_until: "2020-01-01T00:00:00.000Z",
    });
    await heir.adoption.round();
    const { status, body } = await call;
    assert.equal(status, 202);
    const run = body.run?.id ?? "";
    await until(async () => (await statusOf(heir, run)) === "succeeded", "the run succeeds");
    const { body: view } = await heir.get(`/agents/a/runs/${run}`);
    assert.equal(view.attempts, 2);
    assert.equal((await heir.get("/agents/a/conversation")).body.turns?.length, 1);
  });

  it("lists itself again", async () => {
    const state = new MemoryState();
    const timing = { leaseMs: 30_000, touchMs: 10, adoptMs: 1000 };
    const agent = await testAgent({}, { state, timing });
    await agent.journal.touch();
    await state.save("journals", { replicas: [] });
    await state.delete(journalKey(agent.journal.replica));
    await until(async () => {
      await agent.journal.touch();
      const listed = (await state.get("journals"))?.value as { replicas: string[] };
      return listed.replicas.includes(agent.journal.replica);
    }, "it is listed");
    assert.notEqual(await readJournal(state, agent.journal.replica), undefined);
  });
});

/** A store in which another replica appends to each conversation just before the first write to it. */
class ContestedState extends MemoryState {
  readonly #contested = new Set<string>();

  override async save(...[key, value, options]: Parameters<MemoryState["save"]>): Promise<void> {
    if (key.startsWith("conversation-") && !this.#contested.has(key)) {
      this.#contested.add(key);
      const usage = { input_tokens: 1, output_tokens: 2 };
      const turn = { run: "other", question: "ants", answer: "about ants", at: "2026-01-01T00:00:00.000Z", model: "m" };
      await super.save(key, { turns: [{ ...turn, usage }] });
    }
    await super.save(key, value, options);
  }
}

describe("A conversation that two replicas append to", () => {
  afterEach(closeAll);

  it("has both turns, and the model was not asked again", async () => {
    const agent = await testAgent({}, { state: new ContestedState() });
    assert.equal((await agent.post("a", task("bees"))).status, 200);
    const { body } = await agent.get("/agents/a/conversation");
    assert.deepEqual(
      body.turns?.map(({ question }) => question),
      ["ants", "bees"],
    );
    assert.equal(agent.model.asked.length, 1);
    assert.equal(await agent.metric('agent_state_conflicts_total{agent="researcher"}'), 1);
  });
});
