import assert from "node:assert/strict";
import { readJournal } from "../../agent/src/runs/journal.ts";
import { MemoryState } from "../../agent/src/state/memoryState.ts";
import { closeAll, fakeModel, task, testAgent, until } from "./fixtures/agents.ts";

describe("An agent that drains", () => {
  afterEach(closeAll);

  it("takes nothing more, and finishes what it has accepted", async () => {
    const agent = await testAgent({ CONCURRENCY: "2" });
    const release = agent.model.hold();
    const calls = ["a", "b", "c", "d"].map((id) => agent.post(id, task("bees")));
    await until(() => agent.model.asked.length === 2, "two have begun");
    const drained = agent.stop();
    const refused = await agent.post("e", task("bees"));
    assert.equal(refused.status, 503);
    assert.equal(refused.headers["retry-after"], "10");
    assert.equal(refused.headers.connection, "close");
    assert.equal(refused.body.detail, "the agent is draining");
    assert.equal((await agent.get("/ready")).status, 503);
    assert.equal((await agent.get("/health")).status, 200);
    release();
    await drained;
    const answers = await Promise.all(calls);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.equal(await readJournal(agent.state, agent.journal.replica), undefined);
  });

  it("parks what is not finished in time, and another replica finishes it", async () => {
    const state = new MemoryState();
    const fake = await fakeModel();
    fake.reply = () => ({ text: "late", afterMs: 10_000 });
    const agent = await testAgent({ CONCURRENCY: "2", DRAIN_SECONDS: "1" }, { state, fake });
    const calls = ["a", "b", "c"].map((id) => agent.post(id, task("bees")));
    await until(() => fake.asked.length === 2, "two have begun");
    const began = performance.now();
    await agent.stop();
    const took = performance.now() - began;
    assert.ok(took > 740 && took < 1500, `${took} ms`);
    const answers = await Promise.all(calls);
    assert.deepEqual(
      answers.map(({ status, body }) => [status, body.run?.status]),
      [
        [202, "parked"],
        [202, "parked"],
        [202, "parked"],
      ],
    );
    assert.equal(await agent.metric('agent_runs_total{outcome="parked",agent="researcher"}'), 3);

    fake.reply = () => ({ text: "by another" });
    const heir = await testAgent({}, { state, fake });
    assert.equal((await heir.get(answers[0]?.body.status_url ?? "")).body.status, "parked");
    await heir.adoption.round();
    for (const { body } of answers) {
      const url = body.status_url ?? "";
      await until(async () => (await heir.get(url)).body.status === "succeeded", "the run succeeds");
      assert.equal((await heir.get(url)).body.attempts, 2);
    }
    assert.equal(await readJournal(state, agent.journal.replica), undefined);
  });

  it("parks at once when it is told to hurry", async () => {
    const agent = await testAgent();
    agent.model.reply = () => ({ text: "late", afterMs: 10_000 });
    const call = agent.post("a", task("bees"));
    await until(() => agent.model.asked.length === 1, "it has begun");
    const drained = agent.stop();
    agent.drain.hurry();
    await drained;
    assert.equal((await call).body.run?.status, "parked");
  });

  it("leaves the journal to the others when the store does not answer any more", async () => {
    const state = new MemoryState();
    const agent = await testAgent({ DRAIN_SECONDS: "1" }, { state });
    agent.model.reply = () => ({ text: "late", afterMs: 10_000 });
    const call = agent.post("a", task("bees"));
    await until(() => agent.model.asked.length === 1, "it has begun");
    const drained = agent.stop();
    agent.drain.hurry();
    state.save = async () => {
      throw new Error("gone");
    };
    await drained;
    assert.equal((await call).status, 202);
    assert.deepEqual((await readJournal(state, agent.journal.replica))?.value.runs.length, 1);
  });
});
