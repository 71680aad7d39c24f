import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { Cloud } from "../../sandbox/providers/cloud.ts";
import { parseFault, UnknownFault } from "../../sandbox/providers/faults.ts";
import { StandIn } from "../../sandbox/providers/standIn.ts";
import type { Simulation } from "../../sandbox/simulate/simulation.ts";
import { simulationOf } from "../../sandbox/simulate.ts";

/** A cloud that does not exist: shelves in houses. */
const SHELVES: Record<string, Simulation> = {
  "wood:House": { id: ({ inputs }) => `/${inputs.house}`, replaces: ["house"] },
  "wood:Shelf": {
    id: ({ inputs, provider }) => `/${inputs.house}/${inputs.label}-${provider.forest}`,
    adds: ({ inputs }, id) => ({ board: { ...(inputs.board as object), serial: `serial-of-${id}` } }),
    replaces: ["house", "label"],
    deletedFirst: true,
    makesUp: ["label"],
    stable: ["label"],
    within: (id) => id.slice(0, id.lastIndexOf("/")),
  },
};

const shelf = { type: "wood:Shelf", name: "books" };
const house = { type: "wood:House", name: "home" };
const secret = (value: unknown) => ({ [specialSigKey]: specialSecretSig, value });

describe("a stand-in for any provider, given its table", () => {
  let folder: string;
  let cloud: Cloud;
  let standIn: StandIn;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "daca-stand-in-"));
    cloud = new Cloud(folder);
    standIn = new StandIn((type) => SHELVES[type] as Simulation, cloud);
    standIn.configure({ forest: "oak" });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("answers from the table with the provider's own settings, and keeps what it made", () => {
    standIn.create(house, { house: "h" });
    const made = standIn.create(shelf, { house: "h", label: "a", board: { length: 2 } });
    const outputs = { house: "h", label: "a", board: { length: 2, serial: "serial-of-/h/a-oak" } };
    assert.deepEqual(made, { id: "/h/a-oak", outputs });
    assert.deepEqual(cloud.list(), [
      { type: "wood:House", id: "/h", outputs: { house: "h" } },
      { type: "wood:Shelf", id: "/h/a-oak", outputs },
    ]);
    assert.deepEqual(
      readdirSync(folder)
        .map((file) => file.replace(/-[0-9a-f]{12}\.json$/, ""))
        .toSorted(),
      ["-h", "h-a-oak"],
    );
  });

  it("makes nothing twice, and nothing in what does not exist", () => {
    const inputs = { house: "h", label: "a" };
    assert.throws(() => standIn.create(shelf, inputs), /Code="ParentResourceNotFound".*books belongs to \/h,/);
    standIn.create(house, { house: "h" });
    standIn.create(shelf, inputs);
    assert.throws(() => standIn.create(shelf, inputs), new Error("cannot create already existing resource '/h/a-oak'"));
  });

  it("finds what is there, and says so when it is gone; deleting that twice is no error", () => {
    const { id, outputs } = standIn.create(house, { house: "h" });
    const known = { id, inputs: { house: "h" }, outputs };
    assert.deepEqual(standIn.read(house, known), known);
    standIn.delete(house, id);
    standIn.delete(house, id);
    assert.equal(standIn.read(house, known), undefined);
  });

  it("lets the inputs follow what somebody changed in the cloud, and nothing else", () => {
    standIn.create(house, { house: "h" });
    const inputs = { house: "h", label: "a", board: { length: 2, paint: secret("red") } };
    const { id, outputs } = standIn.create(shelf, inputs);
    const now = { ...outputs, board: { length: 3, paint: secret("red"), serial: "another" } };
    cloud.put({ type: "wood:Shelf", id, outputs: now });
    assert.deepEqual(standIn.read(shelf, { id, inputs, outputs }), {
      id,
      inputs: { house: "h", label: "a", board: { length: 3, paint: secret("red") } },
      outputs: now,
    });
  });

  it("replaces for the inputs that the table names, and gives every change by its path", () => {
    const olds = { house: "h", label: "a", board: { holes: [1, 2] } };
    assert.deepEqual(standIn.diff(shelf, olds, { house: "i", label: "a", board: { holes: [1, 3, 4] } }), {
      changed: {
        house: { change: "update", replaces: true },
        "board.holes[1]": { change: "update", replaces: false },
        "board.holes[2]": { change: "add", replaces: false },
      },
      replaces: ["house"],
      deletedFirst: true,
    });
    assert.deepEqual(standIn.diff(shelf, { board: secret("x") }, { board: "x" }).changed, {});
  });

  it("makes up a name once, and another one for a replacement", () => {
    const first = standIn.check(shelf, {}, { house: "h" }, "seed");
    assert.match(String(first.label), /^00000000-0000-4000-8000-[0-9a-f]{12}$/);
    assert.deepEqual(standIn.check(shelf, first, { house: "h" }, "another seed"), first);
    assert.notEqual(standIn.check(shelf, {}, { house: "h" }, "another seed").label, first.label);
  });

  it("previews what was asked for, and knows nothing of what the cloud will add", () => {
    const inputs = { house: unknownValue, label: "a", board: { length: secret(2) } };
    const asked = { house: unknownValue, label: "a", board: { length: secret(2), serial: unknownValue } };
    assert.deepEqual(standIn.previewCreate(shelf, inputs), asked);
    assert.deepEqual(standIn.previewUpdate(shelf, { label: "as it is" }, inputs), { ...asked, label: "as it is" });
    assert.deepEqual(cloud.list(), []);
  });

  it("knows in a preview what the cloud added before, where the provider plans no change of it", () => {
    const planning = { ...SHELVES["wood:Shelf"], stable: "all" } as Simulation;
    const planner = new StandIn(() => planning, cloud);
    planner.configure({ forest: "oak" });
    const was = { house: "h", label: "a", board: { length: 1, serial: "s" } };
    assert.deepEqual(planner.previewUpdate(shelf, was, { house: "h", label: "a", board: { length: 2 } }), {
      house: "h",
      label: "a",
      board: { length: 2, serial: "s" },
    });
    assert.deepEqual(planner.previewUpdate(shelf, was, { house: "h", label: "a", board: { length: unknownValue } }), {
      house: "h",
      label: "a",
      board: { length: unknownValue, serial: "s" },
    });
  });

  it("keeps secret in the outputs what came as a secret", () => {
    const { outputs } = standIn.create(house, { house: "h", key: secret("k"), keys: [{ key: secret("k") }] });
    assert.deepEqual(outputs, { house: "h", key: secret("k"), keys: [{ key: secret("k") }] });
  });

  it("refuses the steps that a fault names, by type, by its last word or by name", () => {
    for (const [fault, refused] of [
      ["wood:House@create", ["create"]],
      ["House@delete", ["delete"]],
      ["home", ["create", "update", "delete"]],
      ["books", []],
    ] as const) {
      const faulty = new StandIn((type) => SHELVES[type] as Simulation, new Cloud(join(folder, fault)), {
        refused: [parseFault(fault)],
      });
      const steps = {
        create: () => faulty.create(house, { house: "h" }),
        update: () => faulty.update(house, { house: "h" }),
        delete: () => faulty.delete(house, "/h"),
      };
      const met = Object.entries(steps).filter(([, step]) => {
        try {
          step();
          return false;
        } catch (error) {
          assert.match(
            (error as Error).message,
            /^Status=503 Code="ServiceUnavailable" Message="The stand-in refuses to/,
          );
          return true;
        }
      });
      assert.deepEqual(
        met.map(([step]) => step),
        refused,
        fault,
      );
    }
    assert.throws(() => parseFault("home@read"), UnknownFault);
  });

  it("kills the engine when the last resource that a crash allows is in the cloud", () => {
    let killed = 0;
    const crash = { after: 2, counter: join(folder, "counter") };
    const crashing = new StandIn(
      (type) => SHELVES[type] as Simulation,
      cloud,
      { refused: [], crash },
      () => {
        killed = cloud.list().length;
      },
    );
    crashing.create(house, { house: "one" });
    assert.equal(killed, 0);
    crashing.create(house, { house: "two" });
    assert.equal(killed, 2);
  });

  it("names the type that its table lacks, and the file to edit", () => {
    const azure = new StandIn(simulationOf, cloud);
    assert.throws(
      () => azure.check({ type: "azure-native:web:WebApp", name: "w" }, {}, {}, ""),
      /cannot simulate azure-native:web:WebApp: add it to the table in sandbox\/simulate\/azure\.ts/,
    );
  });
});
