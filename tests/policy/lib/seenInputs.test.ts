import assert from "node:assert/strict";
import type { ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { toPolicy } from "../../../policy/lib/pack.ts";
import { stackRule } from "../../../policy/lib/rule.ts";
import { SeenInputs } from "../../../policy/lib/seenInputs.ts";
import { INFO, lampRule } from "../../support/smallRule.ts";

const URN = "urn:pulumi:test::daca::test:index:Lamp::it";
const RULE = stackRule({
  ...INFO,
  check: ({ resources }) =>
    resources.filter(({ props }) => props.on !== true).map((resource) => ({ resource, path: "on", want: "true" })),
});

function shown(props: object) {
  const opts = { protect: false, ignoreChanges: [] };
  return { urn: URN, type: "test:index:Lamp", name: "it", props, opts, dependencies: [], getConfig: () => ({}) };
}

/** What a rule of the stack says of outputs, when the resource had been shown with these inputs before. */
function told(inputs: object | undefined, outputs: object): unknown[] {
  const seen = new SeenInputs();
  const said: unknown[] = [];
  const report: ReportViolation = (message) => said.push(message);
  const ofResource = toPolicy(lampRule, seen) as ResourceValidationPolicy;
  const notApplicable = () => {
    throw new Error("not applicable");
  };
  if (inputs && typeof ofResource.validateResource === "function") {
    ofResource.validateResource({ ...shown(inputs), notApplicable } as never, () => {});
  }
  (toPolicy(RULE, seen) as StackValidationPolicy).validateStack(
    { resources: [shown(outputs)], getConfig: () => ({}) } as never,
    report,
  );
  return said;
}

describe("a rule of the stack, in a preview", () => {
  it("goes by the inputs of what the engine shows nothing of, since its provider is not known yet", () => {
    assert.deepEqual(told({ on: true }, {}), []);
    assert.equal(told({ on: false }, {}).length, 1);
  });

  it("goes by the outputs wherever there are any", () => {
    assert.deepEqual(told({ on: false }, { on: true }), []);
    assert.equal(told({ on: true }, { on: false }).length, 1);
  });

  it("has nothing to go by where nothing was shown", () => {
    assert.equal(told(undefined, {}).length, 1);
  });
});
