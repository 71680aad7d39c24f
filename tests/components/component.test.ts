import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { RandomUuid } from "@pulumi/random/randomUuid.js";
import { Component } from "../../components/component.ts";
import { recordProgram } from "../support/program.ts";

/** A component with one child, whose name the test decides. */
class Leaf extends Component<{ child: string }> {
  constructor(name: string, args: { child: string }, opts?: pulumi.ComponentResourceOptions) {
    super("daca:test:Leaf", name, args, opts);
    new RandomUuid(args.child, {}, { parent: this });
    this.registerOutputs({});
  }
}

/** A component with a component inside. */
class Branch extends Component<{ child: string; grandchild: string }> {
  constructor(name: string, args: { child: string; grandchild: string }) {
    super("daca:test:Branch", name, args);
    new Leaf(args.child, { child: args.grandchild }, { parent: this });
    this.registerOutputs({});
  }
}

describe("Component", () => {
  it("refuses a child that is not named after it", async () => {
    for (const child of ["stray", "treeless", "a-tree-leaf"]) {
      await assert.rejects(
        recordProgram(() => void new Leaf("tree", { child })),
        { message: `random:index/randomUuid:RandomUuid is named "${child}"; a child of "tree" is named "tree-<part>"` },
      );
    }
  });

  it("refuses a grandchild that is not named after its own parent", async () => {
    await assert.rejects(
      recordProgram(() => void new Branch("tree", { child: "tree-branch", grandchild: "tree-leaf" })),
      {
        message:
          'random:index/randomUuid:RandomUuid is named "tree-leaf"; a child of "tree-branch" is named "tree-branch-<part>"',
      },
    );
  });

  it("lets children and grandchildren pass that are", async () => {
    const { named } = await recordProgram(
      () => void new Branch("tree", { child: "tree-branch", grandchild: "tree-branch-leaf" }),
    );
    assert.equal(named("tree-branch").parent, named("tree").urn);
    assert.equal(named("tree-branch-leaf").parent, named("tree-branch").urn);
    assert.equal(named("tree-branch-leaf").custom, true);
  });

  it("has its arguments as inputs, so that policies see them, and is no resource of a provider", async () => {
    const { named } = await recordProgram(() => void new Leaf("tree", { child: "tree-leaf" }));
    const { type, custom, inputs } = named("tree");
    assert.deepEqual(
      { type, custom, inputs },
      { type: "daca:test:Leaf", custom: false, inputs: { child: "tree-leaf" } },
    );
  });

  it("keeps the options of its caller", async () => {
    const { named } = await recordProgram(
      () => void new Leaf("tree", { child: "tree-leaf" }, { protect: true, aliases: [{ name: "shrub" }] }),
    );
    assert.equal(named("tree").protect, true);
    assert.equal(named("tree-leaf").protect, true);
    assert.equal(named("tree").aliases.length, 1);
    assert.match(named("tree").aliases[0] ?? "", /shrub/);
  });
});
