import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { RandomString } from "@pulumi/random/randomString.js";
import { Component } from "../../components/component.ts";
import { dump } from "../../sandbox/dump.ts";
import { drawTree } from "../../sandbox/plan/tree.ts";
import { simulationOf } from "../../sandbox/simulate.ts";
import { opened, recordProgram } from "../support/program.ts";

class Box extends Component<object> {
  constructor(name: string, args: object, opts?: pulumi.ComponentResourceOptions) {
    super("daca:test:Box", name, args, opts);
  }
}

describe("the recorder", () => {
  it("keeps what the SDK's mocks hide: parents, protection, aliases, dependencies", async () => {
    const { named } = await recordProgram(() => {
      const box = new Box("box", {});
      const first = new RandomString("box-first", { length: 3 }, { parent: box, protect: true, retainOnDelete: true });
      const second = { parent: box, dependsOn: first, aliases: [{ name: "old" }], ignoreChanges: ["length"] };
      new RandomString("box-second", { length: 4 }, second);
    });
    assert.equal(named("box-first").protect, true);
    assert.equal(named("box-first").retainOnDelete, true);
    assert.equal(named("box-second").parent, named("box").urn);
    assert.deepEqual(named("box-second").dependencies, [named("box-first").urn]);
    assert.deepEqual(named("box-second").ignoreChanges, ["length"]);
    assert.match(named("box-second").aliases.join(), /"name":"old"/);
  });

  it("writes URNs as the engine does, with the whole chain of parents", async () => {
    const { named } = await recordProgram(() => {
      const outer = new Box("outer", {});
      const inner = new Box("outer-inner", {}, { parent: outer });
      new RandomString("outer-inner-text", { length: 3 }, { parent: inner });
    });
    assert.equal(
      named("outer-inner-text").urn,
      "urn:pulumi:dev::daca::daca:test:Box$daca:test:Box$random:index/randomString:RandomString::outer-inner-text",
    );
  });

  it("refuses two resources with one URN, as the engine would", async () => {
    const twice = recordProgram(() => {
      new RandomString("same", { length: 3 });
      new RandomString("same", { length: 3 });
    });
    await assert.rejects(twice, /two resources have the URN .*::same: give one of them another name/);
  });

  it("knows secrets, and its dump shows none", async () => {
    const recording = await recordProgram(() => {
      new Box("box", { nested: { value: pulumi.secret("hush") } });
      return { token: pulumi.secret("hush"), plain: 1 };
    });
    assert.deepEqual(opened(recording.named("box").inputs), { nested: { value: { secret: "hush" } } });
    assert.deepEqual(opened(recording.outputs), { plain: 1, token: { secret: "hush" } });
    assert.doesNotMatch(JSON.stringify(dump(recording)), /hush/);
  });

  it("hears what the program says", async () => {
    const { messages } = await recordProgram(() => void pulumi.log.warn("careful"));
    assert.deepEqual(messages, [{ severity: "warning", text: "careful" }]);
  });

  it("ends with the program's own error", async () => {
    await assert.rejects(
      recordProgram(() => {
        throw new Error("no");
      }),
      /^Error: no$/,
    );
  });
});

describe("the simulation", () => {
  it("names a type that it does not know, and the file to add it to", () => {
    assert.throws(() => simulationOf("azure-native:app:Job"), {
      message: "the sandbox cannot simulate azure-native:app:Job: add it to the table in sandbox/simulate/azure.ts",
    });
  });
});

describe("the tree", () => {
  it("draws components with the count and the kinds of what they make", async () => {
    const { resources } = await recordProgram(() => {
      const outer = new Box("outer", {});
      new RandomString("outer-a", { length: 3 }, { parent: outer });
      new RandomString("outer-b", { length: 3 }, { parent: outer });
      for (const name of ["outer-x", "outer-y"]) {
        const inner = new Box(name, {}, { parent: outer });
        new RandomString(`${name}-text`, { length: 3 }, { parent: inner });
      }
    });
    assert.equal(
      drawTree(resources),
      [
        "  Box outer         2  2 RandomString",
        "  ├─ Box outer-x    1  RandomString",
        "  └─ Box outer-y    1  RandomString",
      ].join("\n"),
    );
  });
});
