import assert from "node:assert/strict";
import { type SummaryData, summaryText } from "../../load/summary.ts";

const PASSED: SummaryData = {
  metrics: {
    message_duration: { type: "trend", values: { "p(50)": 812.4, "p(95)": 1900.2, "p(99)": 2300.9 } },
    http_reqs: { type: "counter", values: { count: 1234, rate: 20.13 } },
    errors: { type: "rate", values: { rate: 0.0025 }, thresholds: { "rate<0.01": { ok: true } } },
    refused: { type: "counter", values: { count: 12, rate: 1 } },
    draining: { type: "counter", values: { count: 3, rate: 1 } },
    accepted: { type: "counter", values: { count: 120, rate: 1 }, thresholds: { "count>0": { ok: true } } },
    finished: { type: "counter", values: { count: 120, rate: 1 } },
    lost: { type: "counter", values: { count: 0, rate: 0 }, thresholds: { "count==0": { ok: true } } },
  },
  root_group: { checks: [{ name: "connection held", passes: 120, fails: 0 }] },
  state: { testRunDurationMs: 61_250 },
};

describe("the summary of a load scenario", () => {
  it("says what was measured, what became of the runs and whether each threshold holds", () => {
    assert.equal(
      summaryText("drain", "https://a", PASSED),
      [
        "drain  https://a  61.3 s",
        "  answers   p50 812 ms   p95 1900 ms   p99 2301 ms",
        "  requests  1234, 20.1 a second",
        "  errors    0.25 % of the answers",
        "  sent away 12 with 429, 3 with 503 while draining",
        "  runs      120 accepted, 120 finished, 0 lost",
        "  pass      accepted count>0, is 120",
        "  pass      errors rate<0.01, is 0.0025",
        "  pass      lost count==0, is 0",
        "passed: every threshold holds",
        "",
      ].join("\n"),
    );
  });

  it("names the checks that failed and the thresholds that were crossed", () => {
    const metrics = {
      ...PASSED.metrics,
      lost: { type: "counter", values: { count: 2, rate: 0.1 }, thresholds: { "count==0": { ok: false } } },
    };
    const checks = [{ name: "connection held", passes: 117, fails: 3 }];
    const lines = summaryText("drain", "https://a", { ...PASSED, metrics, root_group: { checks } }).split("\n");
    assert.ok(lines.includes("  check     connection held: 3 of 120 answers failed"), lines.join("\n"));
    assert.ok(lines.includes("  FAIL      lost count==0, is 2"), lines.join("\n"));
    assert.equal(lines.at(-2), "FAILED: 1 of 3 thresholds crossed");
  });

  it("says nothing of runs where none is followed", () => {
    const { accepted: _, ...metrics } = PASSED.metrics;
    assert.doesNotMatch(summaryText("load", "https://a", { ...PASSED, metrics }), /^ {2}runs/m);
  });
});
