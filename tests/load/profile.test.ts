import assert from "node:assert/strict";
import { arrivalsThenSettling } from "../../load/arrivals.ts";
import { Profile } from "../../load/profile.ts";

const STAGES = [
  { minutes: 5, users: 100 },
  { minutes: 10, users: 200 },
  { minutes: 5, users: 0 },
];

describe("a profile", () => {
  it("is as it is written at scale 1", () => {
    assert.deepEqual(new Profile({ usersScale: 1, timeScale: 1 }).stages(STAGES), [
      { duration: "300000ms", target: 100 },
      { duration: "600000ms", target: 200 },
      { duration: "300000ms", target: 0 },
    ]);
  });

  it("has fewer users for less time on a small machine, and nobody stays nobody", () => {
    assert.deepEqual(new Profile({ usersScale: 0.004, timeScale: 0.01 }).stages(STAGES), [
      { duration: "3000ms", target: 1 },
      { duration: "6000ms", target: 1 },
      { duration: "3000ms", target: 0 },
    ]);
  });

  it("lasts at least the second that k6 wants", () => {
    assert.equal(new Profile({ usersScale: 1, timeScale: 0.0001 }).duration(5), "1000ms");
  });

  it("counts arrivals by the minute, so that a part of one a second can be said", () => {
    assert.equal(new Profile({ usersScale: 1, timeScale: 1 }).arrivalsPerMinute(2), 120);
    assert.equal(new Profile({ usersScale: 0.1, timeScale: 1 }).arrivalsPerMinute(2), 12);
    assert.equal(new Profile({ usersScale: 0.0001, timeScale: 1 }).arrivalsPerMinute(2), 1);
  });
});

describe("arrivals and their settling", () => {
  const { arrivals, settling } = arrivalsThenSettling({
    perMinute: 120,
    seconds: 300,
    waiting: 121,
    timeoutSeconds: 60,
    settleSeconds: 900,
  });

  it("cut no request off before its own deadline", () => {
    assert.deepEqual(arrivals, {
      executor: "constant-arrival-rate",
      exec: "arrivals",
      rate: 120,
      timeUnit: "1m",
      duration: "300000ms",
      preAllocatedVUs: 121,
      maxVUs: 121,
      gracefulStop: "61000ms",
    });
  });

  it("follow each other with the same users, so that each settles the runs it was promised", () => {
    assert.deepEqual(settling, {
      executor: "per-vu-iterations",
      exec: "settling",
      startTime: "361000ms",
      vus: 121,
      iterations: 1,
      maxDuration: "961000ms",
      gracefulStop: "0s",
    });
  });
});
