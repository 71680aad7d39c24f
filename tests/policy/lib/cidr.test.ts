import assert from "node:assert/strict";
import { contains, isEverything } from "../../../policy/lib/cidr.ts";

describe("an address range", () => {
  it("contains itself and what is within it", () => {
    assert.ok(contains("10.0.0.0/8", "10.0.0.0/8"));
    assert.ok(contains("10.0.0.0/8", "10.1.2.3/32"));
    assert.ok(contains("::/0", "fd00:ec2::254/128"));
    assert.ok(contains("169.254.7.7/16", "169.254.169.254/32"));
  });

  it("does not contain what is beside it, around it or of the other family", () => {
    assert.ok(!contains("10.0.0.0/8", "11.0.0.0/32"));
    assert.ok(!contains("10.0.0.0/8", "10.0.0.0/7"));
    assert.ok(!contains("0.0.0.0/0", "fd00:ec2::254/128"));
    assert.ok(!contains("::/0", "10.0.0.0/8"));
  });

  it("contains nothing where it is none", () => {
    for (const wrong of [undefined, "", "10.0.0.0", "10.0.0.0/33", "::/129", "300.0.0.0/8", "a/8"]) {
      assert.ok(!contains(wrong, "10.0.0.0/8"), wrong);
      assert.ok(!contains("0.0.0.0/0", wrong), wrong);
    }
  });

  it("is everything without a prefix, however it is written", () => {
    assert.ok(isEverything("0.0.0.0/0"));
    assert.ok(isEverything("10.0.0.0/0"));
    assert.ok(isEverything("0:0::/0"));
    assert.ok(!isEverything("0.0.0.0/1"));
    assert.ok(!isEverything(undefined));
  });
});
