import assert from "node:assert/strict";
import type { Result } from "sarif";
import type { Audited } from "../../../policy/lib/audit.ts";
import { concealed } from "../../../policy/lib/rule.ts";
import { type Locate, toSarif } from "../../../policy/report/sarif.ts";
import { agent, auditOf, exempted, undecided, violated } from "../../support/audited.ts";
import { lampRule } from "../../support/smallRule.ts";

const locate: Locate = (_urn, path) => ({ file: "manifests/agent.yaml", line: path === "" ? 1 : 9 });

function results(...judgements: Audited[]): Result[] {
  return toSarif(auditOf(...judgements), "0.1.0", locate).runs[0]?.results ?? [];
}

const FINDING = { path: "on", got: false, want: "true" };

describe("the report as SARIF", () => {
  it("is exactly this for one finding", () => {
    assert.deepEqual(toSarif(auditOf(violated(FINDING)), "0.1.0", locate), {
      $schema: "https://json.schemastore.org/sarif-2.1.0.json",
      version: "2.1.0",
      runs: [
        {
          tool: {
            driver: {
              name: "daca policy",
              version: "0.1.0",
              rules: [
                {
                  id: "small-rule",
                  shortDescription: { text: "A lamp must be on." },
                  fullDescription: { text: "A lamp must be on. Otherwise it is dark." },
                  help: { text: "To mend it, switch it on.\nREF 1" },
                  properties: { "security-severity": "8.0", tags: ["REF 1"] },
                },
              ],
            },
          },
          results: [
            {
              ruleId: "small-rule",
              ruleIndex: 0,
              level: "error",
              message: { text: "Deployment agents/agent: on: got false, want true: it is dark" },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: "manifests/agent.yaml" },
                    region: { startLine: 9 },
                  },
                  logicalLocations: [{ fullyQualifiedName: agent.urn }],
                },
              ],
              partialFingerprints: { "resource/v1": `small-rule ${agent.urn} on` },
            },
          ],
        },
      ],
    });
  });

  it("has what is undecided as a note, advice as a warning, and what is exempted as suppressed", () => {
    const all = results(
      violated(FINDING),
      violated(FINDING, { level: "advisory" }),
      undecided("lamps[0].on"),
      exempted(FINDING),
    );
    assert.deepEqual(
      all.map(({ level, suppressions }) => [level, suppressions]),
      [
        ["error", undefined],
        ["warning", undefined],
        ["note", undefined],
        ["warning", [{ kind: "external", justification: "the vendor is asked to mend it" }]],
      ],
    );
    assert.equal(all[2]?.message.text, "Deployment agents/agent: lamps[0].on is not known before up");
  });

  it("describes each rule once, and every result points to its own", () => {
    const other = { ...lampRule, name: "other-rule", references: [], severity: "low" as const };
    const judgements = [violated(FINDING), violated(FINDING, { rule: other }), undecided("a"), exempted(FINDING)];
    const [run] = toSarif(auditOf(...judgements), "0.1.0", locate).runs;
    const rules = run?.tool.driver.rules ?? [];
    assert.deepEqual(
      rules.map(({ id, help, properties }) => [id, help?.text, properties?.["security-severity"]]),
      [
        ["small-rule", "To mend it, switch it on.\nREF 1", "8.0"],
        ["other-rule", "To mend it, switch it on.", "2.0"],
      ],
    );
    for (const { ruleId, ruleIndex } of run?.results ?? []) assert.equal(rules[ruleIndex ?? -1]?.id, ruleId);
  });

  it("has all that the standard and GitHub require of a result", () => {
    for (const result of results(violated(FINDING), undecided("a"), exempted({ path: "", want: "light" }))) {
      assert.ok(result.message.text);
      assert.ok(["error", "warning", "note", "none"].includes(result.level ?? ""));
      const [location] = result.locations ?? [];
      assert.equal(location?.physicalLocation?.artifactLocation?.uri, "manifests/agent.yaml");
      assert.ok((location?.physicalLocation?.region?.startLine ?? 0) >= 1);
      assert.ok(result.partialFingerprints?.["resource/v1"]);
    }
    assert.deepEqual(results(), []);
  });

  it("writes a file's name as a URI, and no place where there is no file", () => {
    const uriOf = (file: string) =>
      toSarif(auditOf(violated(FINDING)), "0.1.0", () => ({ file, line: 1 })).runs[0]?.results?.[0]?.locations?.[0]
        ?.physicalLocation?.artifactLocation?.uri;
    assert.equal(uriOf("standard input"), "standard%20input");
    assert.equal(uriOf("manifests/ünder.yaml"), "manifests/%C3%BCnder.yaml");
    const [result] = toSarif(auditOf(violated(FINDING)), "0.1.0", () => undefined).runs[0]?.results ?? [];
    assert.equal(result && "locations" in result, false);
  });

  it("leaks no concealed value", () => {
    const text = JSON.stringify(results(violated({ path: "a", got: concealed("hunter2"), want: "no secret" })));
    assert.doesNotMatch(text, /hunter2/);
    assert.match(text, /got a string that is not shown, want no secret/);
  });
});
