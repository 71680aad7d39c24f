import assert from "node:assert/strict";
import { concealed } from "../../../policy/lib/rule.ts";
import { asFindings } from "../../../policy/report/json.ts";
import { agent, auditOf, exempted, undecided, violated } from "../../support/audited.ts";

const RULE = {
  policy: "small-rule",
  pack: "security",
  severity: "high",
  resource: agent.urn,
  type: "kubernetes:apps/v1:Deployment",
  why: "it is dark",
  fix: "switch it on",
  references: ["REF 1"],
};

describe("the report for programs", () => {
  it("says of each judgement all that is known", () => {
    const findings = asFindings(
      auditOf(
        violated({ path: "on", got: false, want: "true" }),
        violated({ path: "", want: "light" }, { level: "advisory" }),
        undecided("lamps[0].on"),
        exempted({ path: "on", got: ["a"], want: "true" }),
      ),
    );
    assert.deepEqual(findings, [
      { ...RULE, state: "violated", level: "mandatory", path: "on", got: false, want: "true" },
      { ...RULE, state: "violated", level: "advisory", path: "", want: "light" },
      { ...RULE, state: "undecided", level: "advisory", path: "lamps[0].on", why: "is not known before up" },
      {
        ...RULE,
        state: "exempted",
        level: "advisory",
        path: "on",
        got: ["a"],
        want: "true",
        exemption: { until: "2027-01-31", owner: "team-agents", reason: "the vendor is asked to mend it" },
      },
    ]);
    assert.deepEqual(JSON.parse(JSON.stringify(findings)), findings);
  });

  it("leaks no concealed value, of whatever kind and however deep", () => {
    const got = { password: concealed("hunter2"), pin: [concealed(4711)] };
    const audit = auditOf(
      violated({ path: "a", got: concealed("hunter2"), want: "no secret" }),
      exempted({ path: "b", got: concealed({ password: "hunter2" }), want: "no secret" }),
      violated({ path: "c", got, want: "no secret" }),
    );
    const text = JSON.stringify(asFindings(audit));
    assert.doesNotMatch(text, /hunter2|4711/);
    assert.deepEqual(
      asFindings(audit)
        .slice(0, 2)
        .map((each) => each.got),
      ["[concealed]", "[concealed]"],
    );
  });
});
