import assert from "node:assert/strict";
import { describeDifferences, differences } from "../../sandbox/difference.ts";
import { dump } from "../../sandbox/dump.ts";
import { readGolden } from "../../sandbox/plan/golden.ts";
import { planStack } from "../../sandbox/plan/plan.ts";
import { listStacks } from "../../sandbox/stackFile.ts";

const ROOT = process.cwd();

describe("every committed stack", () => {
  it("plans exactly what was reviewed", async () => {
    const stacks = await listStacks(ROOT);
    assert.ok(stacks.includes("prototype"));
    for (const stack of stacks) {
      const reviewed = await readGolden(ROOT, stack);
      assert.ok(reviewed, `${stack} has no golden file: npm run golden -- ${stack}`);
      const found = differences(reviewed, dump(await planStack(ROOT, stack)));
      assert.equal(describeDifferences(found), "");
    }
  });

  it("puts no Output into text by mistake", async () => {
    for (const stack of await listStacks(ROOT)) {
      const { resources, outputs } = await planStack(ROOT, stack);
      assert.doesNotMatch(JSON.stringify([resources, outputs]), /Calling \[toString\] on an \[Output<T>\]/);
    }
  });

  it("plans the same twice", async () => {
    for (const stack of await listStacks(ROOT)) {
      const [first, second] = [await planStack(ROOT, stack), await planStack(ROOT, stack)];
      assert.equal(JSON.stringify(dump(first)), JSON.stringify(dump(second)));
    }
  });
});
