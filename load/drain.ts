import exec from "k6/execution";
import type { Options } from "k6/options";
import { arrive, settle } from "./acceptedRuns.ts";
import { expectStatuses } from "./agentClient.ts";
import { arrivalsThenSettling } from "./arrivals.ts";
import { beginTest, type Test } from "./callers.ts";
import { settings } from "./environment.ts";
import { Profile } from "./profile.ts";
import { handleSummaryOf, SHOWN } from "./report.ts";
import { ACCEPTED_RUNS } from "./thresholds.ts";

// Is any accepted run lost when a replica is stopped? Stop one while tasks arrive.
const MINUTES = 5;
const PER_SECOND = 2;
const profile = new Profile(settings);
const perMinute = profile.arrivalsPerMinute(PER_SECOND);

export const options: Options = {
  ...SHOWN,
  scenarios: arrivalsThenSettling({
    perMinute,
    seconds: profile.seconds(MINUTES),
    waiting: Math.ceil((perMinute / 60) * settings.timeoutSeconds) + 1, // enough even if no answer ever came
    timeoutSeconds: settings.timeoutSeconds,
    settleSeconds: settings.settleSeconds,
  }),
  thresholds: ACCEPTED_RUNS,
};

expectStatuses(200, 202, 429, 503);

/** Every other caller waits for the answer, the rest ask for it to be worked on later: the two ways into the agent. */
export function arrivals(test: Test): void {
  arrive(test, exec.scenario.iterationInTest % 2 === 0 ? undefined : "respond-async");
}

export const setup = beginTest;
export const settling = settle;
export const handleSummary = handleSummaryOf("drain");
