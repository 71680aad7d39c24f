import assert from "node:assert/strict";
import type { FoundResource } from "../../../policy/lib/resource.ts";
import { anyResourceRule, resourceRule } from "../../../policy/lib/rule.ts";
import { UNKNOWN } from "../../../policy/lib/unknown.ts";
import { remediate } from "../../support/policyServer.ts";
import { INFO, type Lamps, lampRule } from "../../support/smallRule.ts";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** How the engine sends a secret. */
function secret(value: unknown) {
  return { [SIGNATURE]: SECRET, value };
}

/** Switches every lamp on. */
const rule = anyResourceRule({
  ...INFO,
  check: lampRule.check as never,
  remediate(props) {
    for (const lamp of (props as Lamps).lamps ?? []) if (lamp.on !== true) lamp.on = true;
  },
});

function lamp(props: Record<string, unknown>): FoundResource {
  return { urn: "urn:it", type: "test:index:Lamp", name: "it", props };
}

describe("a remediation", () => {
  it("gives the engine the mended inputs, whole", async () => {
    assert.deepEqual(await remediate(rule, lamp({ lamps: [{ on: false }, { on: true }, {}], colour: "red" })), {
      lamps: [{ on: true }, { on: true }, { on: true }],
      colour: "red",
    });
  });

  it("gives the engine nothing where there is nothing to mend", async () => {
    assert.equal(await remediate(rule, lamp({ lamps: [{ on: true }] })), undefined);
    assert.equal(await remediate(rule, lamp({})), undefined);
  });

  it("keeps a secret one beside what it mends, and what it mends in a secret", async () => {
    assert.deepEqual(await remediate(rule, lamp({ lamps: [{ on: false, name: secret("red") }] })), {
      lamps: [{ on: true, name: secret("red") }],
    });
    assert.deepEqual(await remediate(rule, lamp({ lamps: [{ on: secret(false) }] })), {
      lamps: [{ on: secret(true) }],
    });
    assert.deepEqual(await remediate(rule, lamp({ lamps: secret([{ on: false }]) })), {
      lamps: secret([{ on: true }]),
    });
    assert.equal(await remediate(rule, lamp({ lamps: [{ on: secret(true) }] })), undefined);
  });

  it("leaves inputs alone where it meets a value that is not known yet", async () => {
    assert.equal(await remediate(rule, lamp({ lamps: [{ on: UNKNOWN }] })), undefined);
    assert.equal(await remediate(rule, lamp({ lamps: UNKNOWN })), undefined);
    assert.deepEqual(await remediate(rule, lamp({ lamps: [{ on: false, name: UNKNOWN }] })), {
      lamps: [{ on: true, name: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }],
    });
  });

  it("leaves inputs alone that it cannot read, and does not fail", async () => {
    assert.equal(await remediate(rule, lamp({ lamps: [null] })), undefined);
    assert.equal(await remediate(rule, lamp({ lamps: 2 })), undefined);
  });

  it("knows the rule's knobs, or its defaults where the config cannot be used", async () => {
    const wrong = { exempt: "all" };
    assert.deepEqual(await remediate(rule, lamp({ lamps: [{}] }), wrong), { lamps: [{ on: true }] });
  });

  it("is for the rule's kinds", async () => {
    const pods = resourceRule({
      ...INFO,
      kinds: ["kubernetes:core:Pod"],
      check: () => [],
      remediate: (props) => Object.assign(props, { mended: true }),
    });
    assert.equal(await remediate(pods, lamp({})), undefined);
    assert.deepEqual(await remediate(pods, { ...lamp({}), type: "kubernetes:core/v1:PodPatch" }), { mended: true });
  });
});
