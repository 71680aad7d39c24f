import assert from "node:assert/strict";
import { manifestsOf, reviewed, STRATEGIES } from "./golden/write.ts";

describe("The manifests of an agent as a whole", () => {
  for (const strategy of STRATEGIES) {
    it(`are those that were reviewed: ${strategy}`, async () => {
      assert.equal(manifestsOf(strategy), await reviewed(strategy));
    });
  }
});
