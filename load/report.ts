import { settings } from "./environment.ts";
import { type SummaryData, summaryText } from "./summary.ts";

/** The statistics that the summary shows. */
export const SHOWN = { summaryTrendStats: ["avg", "min", "max", "p(50)", "p(95)", "p(99)"] };

/**
 * A `handleSummary` for k6: prints the summary, and writes k6's own data as JSON where SUMMARY_FILE says.
 * @param scenario such as `load`
 */
export function handleSummaryOf(scenario: string): (data: SummaryData) => Record<string, string> {
  return (data) => ({
    stdout: summaryText(scenario, settings.url, data),
    ...(settings.summaryFile
      ? { [settings.summaryFile]: JSON.stringify({ scenario, url: settings.url, ...data }, null, 2) }
      : {}),
  });
}
