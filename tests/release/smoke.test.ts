import assert from "node:assert/strict";
import type { Address } from "../../release/addresses.ts";
import { smoke } from "../../release/smoke.ts";

const green: Address = {
  agent: "research-agent",
  url: "https://research-agent---green.example.com",
  revision: "research-agent--r2",
  reachable: true,
};
const writer: Address = { agent: "writer", url: "https://writer.example.com", reachable: true };
const clerk: Address = { agent: "clerk", url: "https://clerk.internal.example.com", reachable: false };

/** Smoke-tests without calling anybody: what would be started, and what comes of it. */
function tried(addresses: Address[], env: NodeJS.ProcessEnv = {}, codes: Record<string, number> = {}) {
  const started: string[][] = [];
  const right = smoke(addresses, env, ([script, ...args]) => {
    assert.match(script ?? "", /load.smoke.command\.ts$/);
    started.push(args);
    return codes[args[0] ?? ""] ?? 0;
  });
  return { right, started };
}

describe("the smoke test of a release", () => {
  it("holds each address to the revision that must answer, with time for it to start", () => {
    assert.deepEqual(tried([green, writer]), {
      right: true,
      started: [
        ["https://research-agent---green.example.com", "--timeout", "300", "--revision", "research-agent--r2"],
        ["https://writer.example.com", "--timeout", "300"],
      ],
    });
  });

  it("calls nobody whom only the environment can call", () => {
    assert.deepEqual(tried([clerk]), { right: true, started: [] });
  });

  it("tries all of them, and is not right when one is not", () => {
    const { right, started } = tried([green, writer], {}, { [green.url]: 1 });
    assert.equal(right, false);
    assert.equal(started.length, 2);
  });

  it("names the variable with the callers' token, never the token", () => {
    assert.deepEqual(tried([writer], { SMOKE_TOKEN: "not-real" }).started[0]?.slice(-2), [
      "--token-env",
      "SMOKE_TOKEN",
    ]);
  });
});
