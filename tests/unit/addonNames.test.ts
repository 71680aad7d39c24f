import assert from "node:assert/strict";
import { ADDON_NAMES, ADDONS } from "../../components/cluster/addonNames.ts";

describe("the table of add-ons", () => {
  it("names each add-on after all that it needs or makes use of, so that its order is one to install in", () => {
    for (const [index, name] of ADDON_NAMES.entries()) {
      const { needs, uses } = ADDONS[name];
      const before = new Set(ADDON_NAMES.slice(0, index));
      assert.deepEqual(
        [...needs, ...uses].filter((need) => !before.has(need)),
        [],
        name,
      );
    }
  });

  it("needs nothing that is off by default where it is on", () => {
    for (const name of ADDON_NAMES) {
      if (ADDONS[name].byDefault !== true) continue;
      assert.deepEqual(
        ADDONS[name].needs.filter((need) => ADDONS[need].byDefault === false),
        [],
        name,
      );
    }
  });
});
