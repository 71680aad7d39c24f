import assert from "node:assert/strict";
import { Checkout } from "../support/rehearsal.ts";

/** Early, late, and between; all of them below the 48 resources of the stack. */
const POINTS = [1, 4, 9, 14, 20, 25, 30, 35, 40, 47];

describe("an engine that is killed", () => {
  let checkout: Checkout;
  let expected: string;
  let held: string[];

  before(() => {
    const undisturbed = new Checkout();
    const run = undisturbed.rehearse("--keep");
    assert.equal(run.status, 0, run.stdout + run.stderr);
    expected = undisturbed.state();
    held = undisturbed.held();
    undisturbed.remove();
  });
  beforeEach(() => {
    checkout = new Checkout();
  });
  afterEach(() => checkout.remove());

  for (const point of POINTS) {
    it(`after ${point} resources leaves a stack that the next run brings to the same end`, () => {
      const crashed = checkout.rehearse("--crash", String(point));
      assert.equal(crashed.status, 1);
      assert.match(crashed.stdout, new RegExp(`the engine was killed when ${point} resources had been made`));

      const next = checkout.rehearse("--keep");
      assert.equal(next.status, 0, next.stdout + next.stderr);
      assert.match(next.stdout, /an engine was killed here: its lock is removed/);
      assert.equal(checkout.state(), expected);

      assert.deepEqual(checkout.held(), held);
    });
  }
});
