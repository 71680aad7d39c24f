import assert from "node:assert/strict";
import { Directory } from "../../agent/src/runs/directory.ts";
import { isLive, Journal, readJournal } from "../../agent/src/runs/journal.ts";
import { MemoryState } from "../../agent/src/state/memoryState.ts";
import { StateUnavailable } from "../../agent/src/state/state.ts";

class CountedState extends MemoryState {
  saves = 0;
  down = false;

  override async save(...args: Parameters<MemoryState["save"]>): Promise<void> {
    this.saves += 1;
    if (this.down) throw new StateUnavailable("down");
    await super.save(...args);
  }
}

function journalIn(state: MemoryState, replica = "r1"): Journal {
  const directory = new Directory(state, () => {});
  return new Journal(state, directory, { replica, leaseMs: 30_000, touchMs: 10_000 });
}

describe("A replica's journal", () => {
  it("has a run when adding it is done, with a lease of 30 s, and is listed", async () => {
    const state = new MemoryState();
    await journalIn(state).add("run-1");
    const { replica, runs, closed, lease_until } = (await readJournal(state, "r1"))?.value ?? {};
    assert.deepEqual([replica, runs, closed], ["r1", ["run-1"], false]);
    const lease = Date.parse(lease_until ?? "") - Date.now();
    assert.ok(lease > 29_000 && lease <= 30_000);
    assert.deepEqual(await new Directory(state, () => {}).replicas(), ["r1"]);
  });

  it("is written once for all runs that come at the same time", async () => {
    const state = new CountedState();
    const journal = journalIn(state);
    await Promise.all(Array.from({ length: 200 }, (_, index) => journal.add(`run-${index}`)));
    assert.equal(state.saves, 2); // the journal and the directory
    assert.equal((await readJournal(state, "r1"))?.value.runs.length, 200);
  });

  it("is written at most 50 times a second when 200 runs a second come one by one", async () => {
    const state = new CountedState();
    const journal = journalIn(state);
    const adding: Promise<void>[] = [];
    const began = performance.now();
    for (let run = 0; run < 100; run += 1) {
      adding.push(journal.add(`run-${run}`));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(adding);
    const seconds = (performance.now() - began) / 1000;
    assert.ok(state.saves <= 50 * seconds + 2, `${state.saves} writes in ${seconds} s`);
  });

  it("drops finished runs with the next write", async () => {
    const state = new CountedState();
    const journal = journalIn(state);
    await Promise.all([journal.add("run-1"), journal.add("run-2")]);
    journal.remove("run-1");
    assert.equal(state.saves, 2);
    await journal.touch();
    assert.deepEqual((await readJournal(state, "r1"))?.value.runs, ["run-2"]);
  });

  it("does not list a run whose write failed, and writes the next one", async () => {
    const state = new CountedState();
    const journal = journalIn(state);
    state.down = true;
    await assert.rejects(journal.add("run-1"), StateUnavailable);
    state.down = false;
    await journal.add("run-2");
    assert.deepEqual((await readJournal(state, "r1"))?.value.runs, ["run-2"]);
  });

  it("is for others to take when its replica has closed it, and gone when there is nothing to take", async () => {
    const state = new MemoryState();
    const journal = journalIn(state);
    await journal.add("run-1");
    await journal.close();
    const closed = (await readJournal(state, "r1"))?.value;
    assert.ok(closed && !isLive(closed));
    const idle = journalIn(state, "r2");
    await idle.touch();
    await idle.close();
    assert.equal(await readJournal(state, "r2"), undefined);
    assert.deepEqual(await new Directory(state, () => {}).replicas(), ["r1"]);
  });

  it("is listed by all of many replicas that start at the same time", async () => {
    const state = new MemoryState();
    const names = Array.from({ length: 10 }, (_, index) => `r${index}`);
    await Promise.all(names.map((name) => journalIn(state, name).touch()));
    assert.deepEqual((await new Directory(state, () => {}).replicas()).sort(), names);
  });
});
