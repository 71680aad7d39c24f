import type { Options } from "k6/options";
import { arrive, settle } from "./acceptedRuns.ts";
import { expectStatuses } from "./agentClient.ts";
import { arrivalsThenSettling } from "./arrivals.ts";
import { beginTest, type Test } from "./callers.ts";
import { settings } from "./environment.ts";
import { Profile } from "./profile.ts";
import { handleSummaryOf, SHOWN } from "./report.ts";
import { ACCEPTED_RUNS } from "./thresholds.ts";

// Does the agent refuse what is too much for it, and finish what it took? Ten replicas that work on 20 runs of 5 s
// each finish 40 a second; here 100 arrive. They hold 10 x (20 + QUEUE_LIMIT 100) callers: 1500 leave room for all.
const MINUTES = 5;
const PER_SECOND = 100;
const WAITING = 1500;
const profile = new Profile(settings);

export const options: Options = {
  ...SHOWN,
  scenarios: arrivalsThenSettling({
    perMinute: profile.arrivalsPerMinute(PER_SECOND),
    seconds: profile.seconds(MINUTES),
    waiting: profile.users(WAITING),
    timeoutSeconds: settings.timeoutSeconds,
    settleSeconds: settings.settleSeconds,
  }),
  thresholds: {
    ...ACCEPTED_RUNS,
    refused: ["count>0"], // an agent that took everything was not overloaded: raise USERS_SCALE
  },
};

expectStatuses(200, 202, 429, 503);

/** All wait for their answer: what is to be worked on later may go to a topic, which takes any amount. */
export function arrivals(test: Test): void {
  arrive(test);
}

export const setup = beginTest;
export const settling = settle;
export const handleSummary = handleSummaryOf("overload");
