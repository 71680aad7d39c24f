import type { Options } from "k6/options";
import { expectStatuses } from "./agentClient.ts";
import { ask, askUnderPressure, beginTest } from "./callers.ts";
import { settings } from "./environment.ts";
import { duration, Profile } from "./profile.ts";
import { handleSummaryOf, SHOWN } from "./report.ts";
import { sourceThresholds } from "./thresholds.ts";

// Does the agent get through ten times the users from one second to the next, and is it well again right after?
// While it lasts, being sent away with Retry-After is right. Before and after, the source's thresholds hold.
const USUAL_USERS = 20;
const SPIKE_USERS = 200;
const STRETCH_MINUTES = 3;
const profile = new Profile(settings);
const grace = settings.timeoutSeconds + 1; // the last answers of the spike

export const options: Options = {
  ...SHOWN,
  scenarios: {
    before: {
      executor: "constant-vus",
      exec: "user",
      vus: profile.users(USUAL_USERS),
      duration: profile.duration(STRETCH_MINUTES),
    },
    spike: {
      executor: "constant-vus",
      exec: "crowd",
      vus: profile.users(SPIKE_USERS),
      startTime: profile.duration(STRETCH_MINUTES),
      duration: profile.duration(STRETCH_MINUTES),
      gracefulStop: duration(grace),
    },
    after: {
      executor: "constant-vus",
      exec: "user",
      vus: profile.users(USUAL_USERS),
      startTime: duration(2 * profile.seconds(STRETCH_MINUTES) + grace),
      duration: profile.duration(STRETCH_MINUTES),
    },
  },
  thresholds: {
    ...sourceThresholds(settings.p95Ms, "scenario:before"),
    "errors{scenario:spike}": ["rate<0.1"],
    "http_reqs{scenario:spike}": ["count>0"],
    ...sourceThresholds(settings.p95Ms, "scenario:after"),
  },
};

expectStatuses(200, 202, 429, 503);

export const setup = beginTest;
export const user = ask;
export const crowd = askUnderPressure;
export const handleSummary = handleSummaryOf("spike");
