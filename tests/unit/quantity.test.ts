import assert from "node:assert/strict";
import { Memory, memoryOf, showMemory } from "../../components/settings/quantity.ts";

describe("amounts of memory", () => {
  for (const [amount, mebibytes] of [
    ["512Mi", 512],
    ["2Gi", 2048],
    ["0.5Gi", 512],
    ["1.5Gi", 1536],
  ] as const) {
    it(`are read: ${amount} is ${mebibytes} Mi`, () => {
      assert.equal(memoryOf(amount), mebibytes);
    });
  }

  for (const [mebibytes, shown] of [
    [512, "512Mi"],
    [1024, "1Gi"],
    [3048, "3048Mi"],
    [409600, "400Gi"],
    [381000, "372.1Gi"],
  ] as const) {
    it(`are shown: ${mebibytes} Mi is ${shown}`, () => {
      assert.equal(showMemory(mebibytes), shown);
    });
  }

  for (const amount of ["2G", "2", "2 Gi", "-1Gi", "1e3Mi", "Gi", 2]) {
    it(`are not ${JSON.stringify(amount)}`, () => {
      assert.equal(Memory.safeParse(amount).success, false);
    });
  }
});
