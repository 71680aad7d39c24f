import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import type { Audit } from "../../../policy/lib/audit.ts";
import { toResources } from "../../../policy/lib/resource.ts";
import { concealed } from "../../../policy/lib/rule.ts";
import type { Locate } from "../../../policy/report/sarif.ts";
import { countAudit, describeAudit, stopsUpdate } from "../../../policy/report/text.ts";
import { auditOf, EXEMPTION, exempted, undecided, violated } from "../../support/audited.ts";
import { lampRule, resourceOf } from "../../support/smallRule.ts";

function described(audit: Audit, locate?: Locate): string[] {
  return stripVTControlCharacters(describeAudit(audit, locate)).split("\n");
}

const REMEDY = [
  "  mend   switch it on",
  "  exempt policy/exemptions.yaml: small-rule + resource, reason, owner, until",
  "  REF 1",
];

describe("the report for people", () => {
  it("says of what stops an update: rule, severity, resource, where, what, why, how to mend and to exempt", () => {
    const audit = auditOf(violated({ path: "lamps[0].on", got: false, want: "true" }));
    assert.deepEqual(described(audit), [
      "small-rule  high  Deployment agents/agent",
      "  lamps[0].on",
      "  got false, want true: it is dark",
      ...REMEDY,
    ]);
    const located = described(audit, (urn, path) => ({ file: `${urn.split("::")[2]} ${path}`, line: 7 }));
    assert.equal(located[1], "  kubernetes:apps/v1:Deployment lamps[0].on:7");
    assert.deepEqual(located.toSpliced(1, 1), described(audit));
  });

  it("puts all places of one policy and resource together, each file and line once", () => {
    const judgements = ["a", "b", "c"].map((path) => violated({ path, want: "true" }));
    const locate: Locate = (_urn, path) => ({ file: "agent.yaml", line: path === "c" ? 9 : 7 });
    assert.deepEqual(described(auditOf(...judgements), locate), [
      "small-rule  high  Deployment agents/agent",
      "  agent.yaml:7, agent.yaml:9",
      ...["a", "b", "c"].flatMap((path) => [`  ${path}`, "  got nothing, want true"]),
      "  why    it is dark",
      ...REMEDY,
    ]);
  });

  it("tells what is wrong with a resource as a whole from what is wrong in it", () => {
    const judgements = ["a", ""].map((path) => violated({ path, want: "true" }));
    assert.deepEqual(described(auditOf(...judgements)).slice(1, 5), [
      "  a",
      "  got nothing, want true",
      "  as a whole",
      "  got nothing, want true",
    ]);
  });

  it("keeps apart the policies, the resources and the items of one list", () => {
    const items = ["one", "two"].map((name) => ({ metadata: { name } }));
    const props = { items };
    const list = toResources({ urn: "urn:list", type: "kubernetes:apps/v1:DeploymentList", name: "all", props });
    const other = { ...lampRule, name: "other-rule" };
    const lines = described(
      auditOf(
        ...list.map((resource) => violated({ path: `${resource.at}on`, want: "true" }, { resource })),
        violated({ path: "on", want: "true" }, { rule: other }),
        violated({ path: "off", want: "true" }, { rule: other }),
      ),
    );
    assert.deepEqual(
      lines.filter((line) => /^\S/.test(line)),
      [
        "small-rule  high  Deployment one",
        "small-rule  high  Deployment two",
        "other-rule  high  Deployment agents/agent",
      ],
    );
  });

  it("names no path of a finding about the resource as a whole, and says when its exemption ended", () => {
    const lines = described(auditOf(violated({ path: "", want: "light" }, { ended: EXEMPTION })));
    assert.deepEqual(lines.slice(1, 3), [
      "  got nothing, want light: it is dark",
      "  its exemption ended on 2027-01-31 (team-agents: the vendor is asked to mend it)",
    ]);
  });

  it("gives a line to all that stops nothing, in columns, after what does", () => {
    const audit = {
      judgements: [
        exempted({ path: "a", want: "b" }),
        undecided("lamps[1].on", { resource: resourceOf({}) }),
        violated({ path: "", got: 1, want: "2" }, { level: "advisory" }),
        exempted({ path: "", want: "b" }),
        violated({ path: "on", got: "off", want: '"on"' }, { level: "advisory" }),
        violated({ path: "on", want: "true" }),
      ],
      unused: [{ policy: "other-rule", exemption: EXEMPTION }],
    };
    assert.deepEqual(described(audit).slice(6), [
      "",
      "advice  small-rule  Deployment agents/agent  got 1, want 2",
      'advice  small-rule  Deployment agents/agent  on: got "off", want "on"',
      "open    small-rule  Lamp it                  lamps[1].on is not known before up",
      "exempt  small-rule  Deployment agents/agent  a until 2027-01-31 (team-agents: the vendor is asked to mend it)",
      "exempt  small-rule  Deployment agents/agent  until 2027-01-31 (team-agents: the vendor is asked to mend it)",
      "unused  other-rule  Deployment agents/agent  its exemption excuses nothing",
    ]);
  });

  it("shows nothing of a concealed value and the beginning of a long one", () => {
    const advice = (got: unknown) =>
      described(auditOf(violated({ path: "", got, want: "b" }, { level: "advisory" })))[0];
    assert.match(advice(concealed("hunter2")) ?? "", / got a string that is not shown, want b$/);
    assert.match(advice("x".repeat(100)) ?? "", / got "x{76}\.\.\., want b$/);
    assert.match(advice("x".repeat(78)) ?? "", / got "x{78}", want b$/);
    assert.match(advice("two\nlines") ?? "", / got "two\\nlines", want b$/);
  });

  it("is empty where there is nothing to say", () => {
    assert.equal(describeAudit(auditOf()), "");
  });
});

describe("the count of findings", () => {
  it("always has mandatory and advisory ones, and the others where there are any", () => {
    assert.equal(countAudit(auditOf()), "0 mandatory, 0 advisory");
    const finding = { path: "", want: "light" };
    const judgements = [violated(finding), violated(finding), violated(finding, { level: "advisory" })];
    assert.equal(countAudit(auditOf(...judgements)), "2 mandatory, 1 advisory");
    assert.equal(
      countAudit({
        judgements: [...judgements, undecided("a"), exempted(finding), exempted(finding)],
        unused: [{ policy: "other-rule", exemption: EXEMPTION }],
      }),
      "2 mandatory, 1 advisory, 1 undecided, 2 exempted, 1 unused exemptions",
    );
  });
});

describe("stopsUpdate", () => {
  it("holds only for what is mandatory and violated", () => {
    const finding = { path: "", want: "light" };
    assert.equal(stopsUpdate(auditOf(violated(finding))), true);
    const harmless = [violated(finding, { level: "advisory" }), undecided("a"), exempted(finding)];
    assert.equal(stopsUpdate(auditOf(...harmless)), false);
  });
});
