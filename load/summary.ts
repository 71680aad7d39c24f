/** What k6 hands to `handleSummary`, as far as it is shown. */
export interface SummaryData {
  metrics: Record<string, Metric>;
  root_group: { checks: { name: string; passes: number; fails: number }[] };
  state: { testRunDurationMs: number };
}

/** A metric with what was measured, and the thresholds on it. */
export interface Metric {
  type: string;
  values: Record<string, number>;
  thresholds?: Record<string, { ok: boolean }>;
}

/**
 * What a person reads when a test is over: times, rates, what became of the runs, every check that ever failed and
 * every threshold, with what it is when it does not hold.
 * @param scenario such as `load`
 */
export function summaryText(scenario: string, url: string, data: SummaryData): string {
  const thresholds = thresholdRows(data);
  const crossed = thresholds.filter(({ ok }) => !ok).length;
  const rows: [string, string][] = [
    ...measured(data.metrics),
    ...data.root_group.checks
      .filter(({ fails }) => fails > 0)
      .map(({ name, passes, fails }): [string, string] => [
        "check",
        `${name}: ${fails} of ${passes + fails} answers failed`,
      ]),
    ...thresholds.map(({ ok, says }): [string, string] => [ok ? "pass" : "FAIL", says]),
  ];
  return [
    `${scenario}  ${url}  ${(data.state.testRunDurationMs / 1000).toFixed(1)} s`,
    ...rows.map(([name, says]) => `  ${name.padEnd(9)} ${says}`),
    crossed === 0 ? "passed: every threshold holds" : `FAILED: ${crossed} of ${thresholds.length} thresholds crossed`,
    "",
  ].join("\n");
}

function measured(metrics: SummaryData["metrics"]): [string, string][] {
  const value = (metric: string, name = "count") => metrics[metric]?.values[name] ?? 0;
  const time = (name: string) => `${name.replace(/\W/g, "")} ${Math.round(value("message_duration", name))} ms`;
  const runs = [`${value("accepted")} accepted`, `${value("finished")} finished`, `${value("lost")} lost`];
  return [
    ["answers", ["p(50)", "p(95)", "p(99)"].map(time).join("   ")],
    ["requests", `${value("http_reqs")}, ${value("http_reqs", "rate").toFixed(1)} a second`],
    ["errors", `${(value("errors", "rate") * 100).toFixed(2)} % of the answers`],
    ["sent away", `${value("refused")} with 429, ${value("draining")} with 503 while draining`],
    ...(metrics.accepted ? [["runs", runs.join(", ")] as [string, string]] : []),
  ];
}

function thresholdRows({ metrics }: SummaryData): { ok: boolean; says: string }[] {
  const named = Object.entries(metrics).sort(([one], [other]) => one.localeCompare(other));
  return named.flatMap(([name, { values, thresholds = {} }]) =>
    Object.entries(thresholds).map(([condition, { ok }]) => {
      const is = values[condition.match(/^[^<>=!]+/)?.[0].trim() ?? ""];
      return { ok, says: `${name} ${condition}${is === undefined ? "" : `, is ${Number(is.toFixed(4))}`}` };
    }),
  );
}
