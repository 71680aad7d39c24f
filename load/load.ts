import type { Options } from "k6/options";
import { expectStatuses } from "./agentClient.ts";
import { ask, beginTest } from "./callers.ts";
import { settings } from "./environment.ts";
import { Profile } from "./profile.ts";
import { handleSummaryOf, SHOWN } from "./report.ts";
import { sourceThresholds } from "./thresholds.ts";

// Does the agent answer as many users as it is meant for, quickly enough? The source's profile: 35 minutes.
const profile = new Profile(settings);

export const options: Options = {
  ...SHOWN,
  stages: profile.stages([
    { minutes: 5, users: 100 },
    { minutes: 10, users: 100 },
    { minutes: 5, users: 200 },
    { minutes: 10, users: 200 },
    { minutes: 5, users: 0 },
  ]),
  thresholds: sourceThresholds(settings.p95Ms),
};

expectStatuses(200, 202);

export const setup = beginTest;
export default ask;
export const handleSummary = handleSummaryOf("load");
