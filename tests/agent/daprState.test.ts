import assert from "node:assert/strict";
import { Sidecar } from "../../agent/src/dapr/sidecar.ts";
import { change } from "../../agent/src/state/change.ts";
import { DaprState } from "../../agent/src/state/daprState.ts";
import { MemoryState } from "../../agent/src/state/memoryState.ts";
import { Conflict, type State, StateUnavailable } from "../../agent/src/state/state.ts";
import { FakeSidecar } from "./fakes/fakeSidecar.ts";
import { atEnd, closeAll } from "./fixtures/agents.ts";

async function fakeSidecar(): Promise<FakeSidecar> {
  const fake = await FakeSidecar.start();
  atEnd(() => fake.stop());
  return fake;
}

function stateOf(fake: FakeSidecar): DaprState {
  return new DaprState(new Sidecar({ port: fake.port, token: "sidecar-token" }), "agent-statestore");
}

const stores: [name: string, make: () => Promise<State>][] = [
  ["behind the sidecar", async () => stateOf(await fakeSidecar())],
  ["in memory", async () => new MemoryState()],
];

for (const [name, make] of stores) {
  describe(`State ${name}`, () => {
    afterEach(closeAll);

    it("is what was saved, with an ETag that changes with every write", async () => {
      const state = await make();
      assert.equal(await state.get("k"), undefined);
      await state.save("k", { a: 1 });
      const first = await state.get("k");
      await state.save("k", { a: 2 });
      const second = await state.get("k");
      assert.deepEqual([first?.value, second?.value], [{ a: 1 }, { a: 2 }]);
      assert.notEqual(first?.etag, second?.etag);
      await state.delete("k");
      assert.equal(await state.get("k"), undefined);
      await state.delete("k");
    });

    it("refuses to create what is there", async () => {
      const state = await make();
      await state.save("k", { a: 1 }, { absent: true });
      await assert.rejects(state.save("k", { a: 2 }, { absent: true }), Conflict);
      assert.deepEqual((await state.get("k"))?.value, { a: 1 });
    });

    it("refuses a write and a deletion after another's write", async () => {
      const state = await make();
      await state.save("k", { a: 1 });
      const { etag = "" } = (await state.get("k")) ?? {};
      await state.save("k", { a: 2 }, { etag });
      await assert.rejects(state.save("k", { a: 3 }, { etag }), Conflict);
      await assert.rejects(state.delete("k", etag), Conflict);
      assert.deepEqual((await state.get("k"))?.value, { a: 2 });
      const last = await state.get("k");
      await state.delete("k", last?.etag);
      assert.equal(await state.get("k"), undefined);
      await assert.rejects(state.save("k", { a: 4 }, { etag }), Conflict);
    });

    it("is changed by many writers without losing a change", async () => {
      const state = await make();
      let conflicts = 0;
      const add = (item: number) =>
        change<number[]>({
          state,
          key: "list",
          decide: (present = []) => ({ value: [...present, item] }),
          onConflict: () => {
            conflicts += 1;
          },
        });
      await Promise.all(Array.from({ length: 10 }, (_, index) => add(index)));
      const list = (await state.get("list"))?.value as number[];
      assert.deepEqual(list.toSorted(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      assert.ok(conflicts > 0);
    });
  });
}

describe("State behind the sidecar", () => {
  afterEach(closeAll);

  it("is asked for with the sidecar's token, strongly consistent", async () => {
    const fake = await fakeSidecar();
    const state = stateOf(fake);
    await state.save("k", { a: 1 }, { ttlSeconds: 60 });
    await state.get("k");
    assert.deepEqual(
      fake.requests.map(({ method, url, headers }) => `${method} ${url} ${headers["dapr-api-token"]}`),
      [
        "POST /v1.0/state/agent-statestore sidecar-token",
        "GET /v1.0/state/agent-statestore/k?consistency=strong sidecar-token",
      ],
    );
    assert.deepEqual(fake.values.get("k")?.metadata, { ttlInSeconds: "60" });
  });

  it("takes the 500 for a conflict that Redis gives when a key is there already", async () => {
    const fake = await fakeSidecar();
    fake.existsStatus = 500;
    const state = stateOf(fake);
    await state.save("k", { a: 1 }, { absent: true });
    await assert.rejects(state.save("k", { a: 2 }, { absent: true }), Conflict);
    fake.refuse = (method) => (method === "POST" ? 500 : undefined);
    await assert.rejects(state.save("new", { a: 2 }, { absent: true }), StateUnavailable);
  });

  it("says what the sidecar answered, by its code and not by its words", async () => {
    const fake = await fakeSidecar();
    fake.refuse = () => 400;
    const message = "the state store did not read: the Dapr sidecar answered 400 ERR_STATE_STORE_NOT_FOUND";
    await assert.rejects(stateOf(fake).get("k"), { name: "StateUnavailable", message });
  });

  it("is unavailable when nothing listens", async () => {
    const fake = await FakeSidecar.start();
    const state = stateOf(fake);
    await fake.stop();
    const message = "the Dapr sidecar cannot be reached (ECONNREFUSED)";
    await assert.rejects(state.get("k"), { name: "StateUnavailable", message });
  });

  it("is unavailable when the sidecar hangs", async () => {
    const fake = await fakeSidecar();
    fake.hangs = true;
    const sidecar = new Sidecar({ port: fake.port });
    await assert.rejects(sidecar.request({ method: "GET", path: "/v1.0/metadata", timeoutMs: 50 }), {
      name: "SidecarError",
      message: "the Dapr sidecar did not answer in 0.05 s",
    });
  });
});
