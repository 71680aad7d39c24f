import assert from "node:assert/strict";
import { quantity } from "../../../../policy/lib/kubernetes/quantity.ts";

function expectQuantities(numbers: Record<string, number | undefined>): void {
  assert.deepEqual(Object.fromEntries(Object.keys(numbers).map((text) => [text, quantity(text)])), numbers);
}

describe("a Kubernetes quantity", () => {
  it("may be a plain number, as text or not", () => {
    assert.equal(quantity(2), 2);
    assert.equal(quantity(0.5), 0.5);
    expectQuantities({ "0": 0, "2": 2, "0.5": 0.5, ".5": 0.5, "5.": 5, "+1": 1, "-1": -1 });
  });

  it("may be a fraction, and is then exactly the number that it says", () => {
    expectQuantities({ "250m": 0.25, "9m": 0.009, "1100m": 1.1, "26m": 0.026, "100u": 0.0001, "5n": 5e-9 });
  });

  it("may be in decimal and in binary multiples", () => {
    expectQuantities({ "1k": 1e3, "1M": 1e6, "1.5G": 1.5e9, "1T": 1e12, "1P": 1e15, "1E": 1e18 });
    expectQuantities({ "1Ki": 1024, "1Mi": 1024 ** 2, "1.5Gi": 1.5 * 1024 ** 3, "1Ti": 1024 ** 4 });
    expectQuantities({ "1Pi": 1024 ** 5, "1Ei": 1024 ** 6 });
  });

  it("may have an exponent, which is no multiple", () => {
    expectQuantities({ "1e3": 1000, "1E3": 1000, "12e-1": 1.2 });
  });

  it("is nothing where it is none", () => {
    expectQuantities({ "": undefined, "1 Gi": undefined, "1KI": undefined, "1K": undefined, "1GB": undefined });
    expectQuantities({ one: undefined, ".": undefined, m: undefined, "1.2.3": undefined, "100M i": undefined });
    assert.deepEqual([quantity(undefined), quantity(null), quantity({})], [undefined, undefined, undefined]);
  });
});
