import type { Scenario } from "k6/options";
import { duration } from "./profile.ts";

/** How tasks arrive in a test that follows every accepted run to its end. */
export interface Arrivals {
  perMinute: number;
  /** How long tasks arrive. */
  seconds: number;
  /** How many may wait for an answer at once. */
  waiting: number;
  /** Longest that one of them waits. */
  timeoutSeconds: number;
  /** How long the accepted runs get to finish after that. */
  settleSeconds: number;
}

/**
 * Two scenarios, one after the other: tasks arrive at a constant rate, whatever the agent does; then every accepted run
 * is asked for until it is finished. They call the exports `arrivals` and `settling`.
 *
 * Both take all of k6's users. As the second starts when the first has given its users back, it gets the same users with
 * what they remember. If it did not, the runs would count as lost and the test would fail.
 */
export function arrivalsThenSettling(arrivals: Arrivals): Record<"arrivals" | "settling", Scenario> {
  const { perMinute, seconds, waiting, timeoutSeconds, settleSeconds } = arrivals;
  const grace = timeoutSeconds + 1; // no request is cut off before its own deadline
  return {
    arrivals: {
      executor: "constant-arrival-rate",
      exec: "arrivals",
      rate: perMinute,
      timeUnit: "1m",
      duration: duration(seconds),
      preAllocatedVUs: waiting,
      maxVUs: waiting,
      gracefulStop: duration(grace),
    },
    settling: {
      executor: "per-vu-iterations",
      exec: "settling",
      startTime: duration(seconds + grace),
      vus: waiting,
      iterations: 1,
      maxDuration: duration(settleSeconds + grace),
      gracefulStop: "0s",
    },
  };
}
