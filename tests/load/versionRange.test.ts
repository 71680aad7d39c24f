import assert from "node:assert/strict";
import { isInRange, isRange } from "../../load/smoke/versionRange.ts";

describe("a range of versions", () => {
  it("holds the versions between its limits", () => {
    const range = ">=1.16.0 <2.0.0";
    for (const inside of ["1.16.0", "v1.16.2", "1.100.0", "1.17.0-rc.1", "1.16.1+build.5"]) {
      assert.equal(isInRange(inside, range), true, inside);
    }
    for (const outside of ["1.15.9", "1.9.0", "2.0.0", "1.16.0-rc.3", "edge", "1.16", ""]) {
      assert.equal(isInRange(outside, range), false, outside);
    }
  });

  it("knows each comparator", () => {
    assert.equal(isInRange("1.2.3", "1.2.3"), true);
    assert.equal(isInRange("1.2.4", "=1.2.3"), false);
    assert.equal(isInRange("1.2.3", ">1.2.3"), false);
    assert.equal(isInRange("1.2.3", "<=1.2.3"), true);
    assert.equal(isInRange("1.2.3", "<1.2.3"), false);
  });

  it("is made of comparators and nothing else", () => {
    for (const range of [">=1.16.0", "1.16.0", " >=1.16.0  <2.0.0 "]) assert.equal(isRange(range), true, range);
    for (const range of ["", "^1.16.0", ">=1.16", ">= 1.16.0", "latest"]) assert.equal(isRange(range), false, range);
  });
});
