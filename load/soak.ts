import exec from "k6/execution";
import type { Options } from "k6/options";
import { expectStatuses } from "./agentClient.ts";
import { ask, beginTest, type Test } from "./callers.ts";
import { settings } from "./environment.ts";
import { Profile } from "./profile.ts";
import { handleSummaryOf, SHOWN } from "./report.ts";
import { sourceThresholds } from "./thresholds.ts";

// Is the agent after four hours as it was at first? What leaks or piles up shows late, so both ends are judged alone.
const USERS = 50;
const MINUTES = 240;
const END = 1 / 12; // the first 20 minutes, and the last
const profile = new Profile(settings);

export const options: Options = {
  ...SHOWN,
  vus: profile.users(USERS),
  duration: profile.duration(MINUTES),
  thresholds: {
    ...sourceThresholds(settings.p95Ms, "stretch:first"),
    ...sourceThresholds(settings.p95Ms, "stretch:last"),
  },
};

expectStatuses(200, 202);

/** A round of a user, measured under the name of the stretch in which it begins. */
export default function round(test: Test): void {
  const { progress } = exec.scenario;
  exec.vu.metrics.tags.stretch = progress < END ? "first" : progress < 1 - END ? "between" : "last";
  ask(test);
}

export const setup = beginTest;
export const handleSummary = handleSummaryOf("soak");
