import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PACKS, type Rule, SEVERITIES } from "../../policy/lib/rule.ts";
import { AREAS, RULES } from "../../policy/rules/index.ts";
import { described } from "../support/rule.ts";

const RULES_FOLDER = join(import.meta.dirname, "..", "..", "policy", "rules");
const TESTS_FOLDER = join(import.meta.dirname, "rules");

describe("the policies", () => {
  before(async () => {
    for (const file of readdirSync(TESTS_FOLDER, { recursive: true, encoding: "utf8" })) {
      if (file.endsWith(".test.ts")) await import(join(TESTS_FOLDER, file));
    }
  });

  it("are all in their area's index, each in a file of its name, with a test of the same name", () => {
    for (const [area, { rules }] of Object.entries(AREAS)) {
      const files = readdirSync(join(RULES_FOLDER, area)).filter((file) => file !== "index.ts");
      assert.deepEqual(files.toSorted(), rules.map(({ name }) => `${name}.ts`).toSorted(), area);
      for (const { name } of rules) assert.ok(existsSync(join(TESTS_FOLDER, area, `${name}.test.ts`)), name);
    }
  });

  it("have names of their own", () => {
    const names = RULES.map(({ name }) => name);
    assert.deepEqual(names, [...new Set(names)]);
    assert.ok(!names.includes("all"), "the engine keeps that name to itself");
  });

  it("are what the departures say became of other tools' checks", () => {
    const known = RULES.map(({ name }) => name);
    for (const { row, policies, why } of Object.values(AREAS).flatMap(({ departures }) => departures)) {
      assert.deepEqual(
        policies.filter((policy) => !known.includes(policy)),
        [],
        row,
      );
      assert.match(why, /^[A-Z].*\.$/, row);
    }
  });

  it("say what must be, why, how to mend it and how much it matters", () => {
    for (const rule of RULES) {
      assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)+$/);
      assert.ok(PACKS.includes(rule.pack), rule.name);
      assert.ok(SEVERITIES.includes(rule.severity), rule.name);
      assert.match(rule.description, /^[A-Z].*\.$/, `${rule.name}: the description is a full sentence`);
      assert.match(rule.why, /^[^A-Z].*[^.]$|^[A-Z]{2,}.*[^.]$/, `${rule.name}: why is the end of a sentence`);
      assert.match(rule.fix, /^[a-z].*[^.]$/, `${rule.name}: fix is an order`);
    }
  });

  it("have knobs that say what they are and that all have a default", () => {
    for (const { name, knobs } of RULES) {
      assert.ok(knobs.safeParse({}).success, `${name}: every knob has a default`);
      for (const [knob, schema] of Object.entries(knobs.shape)) assert.ok(schema.description, `${name}: ${knob}`);
    }
  });

  it("are each shown to pass, to fail, to leave open, and to see init containers and what pods hand down", () => {
    for (const rule of RULES) {
      const cases = described.get(rule.name);
      assert.ok(cases, `${rule.name} is described`);
      for (const sort of ["passes", "fails", "unknown"] as const) {
        assert.ok(Object.keys(cases[sort]).length > 0, `${rule.name}: ${sort}`);
      }
      if (rule.scope === "resource" && rule.remediate) assert.ok(cases.remedies, `${rule.name}: remedies`);
      if (readsContainers(rule)) assert.ok(cases.initContainer, `${rule.name}: initContainer`);
    }
  });
});

/** Whether a rule looks at containers: one that looks at pods alone says so by its cases' paths. */
function readsContainers(rule: Rule): boolean {
  const cases = described.get(rule.name);
  return Object.values(cases?.fails ?? {}).some(({ finds }) => finds.some((text) => /\bcontainers\[\d+\]/.test(text)));
}
