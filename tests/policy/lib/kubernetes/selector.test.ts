import assert from "node:assert/strict";
import { selects, selectsAll } from "../../../../policy/lib/kubernetes/selector.ts";

const labels = { app: "agent", tier: "backend" };

function expression(key: string, operator: string, ...values: string[]) {
  return { matchExpressions: [{ key, operator, ...(values.length > 0 ? { values } : {}) }] };
}

describe("a label selector", () => {
  it("selects everything when it is empty and nothing when it is missing", () => {
    assert.equal(selects({}, labels), true);
    assert.equal(selects({}, {}), true);
    assert.equal(selects({ matchLabels: {}, matchExpressions: [] }, labels), true);
    assert.equal(selects(undefined, labels), false);
    assert.deepEqual([selectsAll({}), selectsAll({ matchLabels: {} }), selectsAll(undefined)], [true, true, false]);
    assert.equal(selectsAll({ matchLabels: { app: "agent" } }), false);
    assert.equal(selectsAll(expression("app", "Exists")), false);
  });

  it("wants all of its labels", () => {
    assert.equal(selects({ matchLabels: { app: "agent" } }, labels), true);
    assert.equal(selects({ matchLabels: { app: "agent", tier: "backend" } }, labels), true);
    assert.equal(selects({ matchLabels: { app: "agent", tier: "frontend" } }, labels), false);
    assert.equal(selects({ matchLabels: { zone: "a" } }, labels), false);
  });

  it("knows In and NotIn, and that a missing label is not among the values", () => {
    assert.equal(selects(expression("app", "In", "agent", "tool"), labels), true);
    assert.equal(selects(expression("app", "In", "tool"), labels), false);
    assert.equal(selects(expression("zone", "In", "a"), labels), false);
    assert.equal(selects(expression("app", "In"), labels), false);
    assert.equal(selects(expression("app", "NotIn", "tool"), labels), true);
    assert.equal(selects(expression("app", "NotIn", "agent"), labels), false);
    assert.equal(selects(expression("zone", "NotIn", "a"), labels), true);
  });

  it("knows Exists and DoesNotExist", () => {
    assert.equal(selects(expression("app", "Exists"), labels), true);
    assert.equal(selects(expression("zone", "Exists"), labels), false);
    assert.equal(selects(expression("app", "DoesNotExist"), labels), false);
    assert.equal(selects(expression("zone", "DoesNotExist"), labels), true);
  });

  it("selects nothing by an operator that there is not", () => {
    assert.equal(selects(expression("app", "Like", "agent"), labels), false);
  });

  it("wants its labels and every one of its expressions", () => {
    const both = { matchLabels: { app: "agent" }, ...expression("tier", "In", "backend") };
    assert.equal(selects(both, labels), true);
    assert.equal(selects(both, { app: "agent" }), false);
    assert.equal(selects(both, { tier: "backend" }), false);
    const two = [...expression("app", "Exists").matchExpressions, ...expression("zone", "Exists").matchExpressions];
    assert.equal(selects({ matchExpressions: two }, labels), false);
  });
});
