import assert from "node:assert/strict";
import { holdsUnknown, observe, related, UNKNOWN } from "../../../policy/lib/unknown.ts";

interface Inputs {
  name?: string;
  labels: Record<string, string>;
  ports: { number?: number; host?: string }[];
  hosts: string[];
  gate?: { open?: boolean };
}

describe("a view of inputs", () => {
  let read: string[];

  beforeEach(() => {
    read = [];
  });

  function view(change: object = {}): Inputs {
    const inputs = {
      name: UNKNOWN,
      labels: { app: "agent", "acme.com/team": UNKNOWN },
      ports: [{ number: 80 }, { number: UNKNOWN, host: UNKNOWN }],
      hosts: ["a", UNKNOWN],
      gate: UNKNOWN,
      ...change,
    };
    return observe(inputs, (path) => read.push(path)) as unknown as Inputs;
  }

  it("shows what is known, and nothing in place of what is not", () => {
    const { name, labels, ports, gate } = view();
    assert.deepEqual(
      [name, labels.app, ports[0]?.number, ports[1]?.number, gate?.open],
      [undefined, "agent", 80, undefined, undefined],
    );
  });

  it("tells the path of an unknown value once it is read, and of no other", () => {
    const inputs = view();
    assert.equal(inputs.labels.app, "agent");
    assert.equal(inputs.ports.length, 2);
    assert.deepEqual(read, []);
    assert.equal(inputs.ports[1]?.number, undefined);
    assert.deepEqual(read, ["ports[1].number"]);
    assert.equal(inputs.labels["acme.com/team"], undefined);
    assert.deepEqual(read, ["ports[1].number", 'labels["acme.com/team"]']);
  });

  it("tells of one in a list that is searched", () => {
    assert.equal(view().hosts.includes("b"), false);
    assert.deepEqual(read, ["hosts[1]"]);
  });

  it("tells of a whole object that is unknown when something in it is asked for", () => {
    assert.equal(view().gate?.open, undefined);
    assert.deepEqual(read, ["gate"]);
  });

  it("tells of those that map, filter and flatMap meet", () => {
    const hosts = view().ports.filter(({ number }) => number !== 80);
    assert.equal(hosts.length, 1);
    assert.deepEqual(
      hosts.flatMap(({ host }) => [host]),
      [undefined],
    );
    assert.deepEqual(read, ["ports[1].number", "ports[1].host"]);
  });

  it("tells of all that a spread, Object.entries and JSON read", () => {
    assert.deepEqual({ ...view().labels }, { app: "agent", "acme.com/team": undefined });
    assert.deepEqual(read.splice(0), ['labels["acme.com/team"]']);
    assert.deepEqual([...view().hosts], ["a", undefined]);
    assert.deepEqual(read.splice(0), ["hosts[1]"]);
    assert.deepEqual(Object.entries(view().labels), [
      ["app", "agent"],
      ["acme.com/team", undefined],
    ]);
    assert.deepEqual(read.splice(0), ['labels["acme.com/team"]']);
    assert.equal(JSON.stringify(view().ports), '[{"number":80},{}]');
    assert.deepEqual(read, ["ports[1].number", "ports[1].host"]);
  });

  it("tells nothing of the names of what is unknown", () => {
    assert.deepEqual(Object.keys(view()), ["name", "labels", "ports", "hosts", "gate"]);
    assert.equal("gate" in view(), true);
    assert.deepEqual(read, []);
  });
});

describe("holdsUnknown", () => {
  it("finds an unknown value however deep it is", () => {
    assert.equal(holdsUnknown({ a: [{ b: { c: [1, UNKNOWN] } }] }), true);
    assert.equal(holdsUnknown(UNKNOWN), true);
    assert.equal(holdsUnknown({ a: [{ b: null, c: "UNKNOWN", d: undefined }] }), false);
  });
});

describe("related", () => {
  it("holds for a path, all above it and all below it", () => {
    assert.ok(related("spec.a", "spec.a"));
    assert.ok(related("spec", "spec.a.b"));
    assert.ok(related("spec.a.b", "spec"));
    assert.ok(related("spec.a", "spec.a[0].b"));
    assert.ok(related("data", 'data["a.b"]'));
    assert.ok(related("", "spec.a"));
  });

  it("does not take one name or number for the beginning of another", () => {
    assert.ok(!related("spec.a", "spec.ab"));
    assert.ok(!related("a[1]", "a[10]"));
    assert.ok(!related("a[1].b", "a[10].b"));
    assert.ok(!related("spec.a", "spec.b"));
    assert.ok(!related('data["a"]', 'data["a.b"]'));
  });
});
