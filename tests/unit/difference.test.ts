import assert from "node:assert/strict";
import { describeDifferences, differences } from "../../sandbox/difference.ts";
import type { DumpedResource } from "../../sandbox/dump.ts";

function resource(name: string, fields: Partial<DumpedResource> = {}): DumpedResource {
  return {
    urn: `urn:${name}`,
    type: "t:m:Thing",
    name,
    protect: false,
    aliases: [],
    dependencies: [],
    inputs: {},
    ...fields,
  };
}

describe("differences", () => {
  it("are none between equal dumps", () => {
    assert.deepEqual(differences([resource("a")], [resource("a")]), []);
  });

  it("name what came, what went, and every property that changed", () => {
    const before = [resource("a", { inputs: { scale: { max: 10, rules: ["x"] }, gone: 1 } }), resource("b")];
    const now = [resource("a", { protect: true, inputs: { scale: { max: 20, rules: ["x", "y"] } } }), resource("c")];
    assert.equal(
      describeDifferences(differences(before, now)),
      [
        "  ~ t:m:Thing  a",
        "      inputs.gone  was 1",
        "      inputs.scale.max  10 -> 20",
        '      inputs.scale.rules[1]  now "y"',
        "      protect  false -> true",
        "  - t:m:Thing  b",
        "  + t:m:Thing  c",
      ].join("\n"),
    );
  });

  it("name what a resource newly waits for, and no longer waits for", () => {
    const before = [resource("a", { dependencies: ["urn:pulumi:s::p::t::x", "urn:pulumi:s::p::t::y"] })];
    const now = [resource("a", { dependencies: ["urn:pulumi:s::p::t::y", "urn:pulumi:s::p::t::z"] })];
    assert.deepEqual(differences(before, now)[0]?.changes, [
      "waited for x, and does not now",
      "waits for z, which it did not",
    ]);
  });
});
