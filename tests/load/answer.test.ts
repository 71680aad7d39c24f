import assert from "node:assert/strict";
import {
  type Answer,
  acceptedRun,
  type Checks,
  isDraining,
  isRefused,
  PRESSURE_CHECKS,
  retryAfter,
  runStatus,
  userChecks,
} from "../../load/answer.ts";

function answer(status: number, body: unknown = "", headers: Record<string, string> = {}, milliseconds = 10): Answer {
  return { status, headers, body: typeof body === "string" ? body : JSON.stringify(body), milliseconds };
}

/** The checks that an answer fails. */
function failing(checks: Checks, given: Answer): string[] {
  return Object.entries(checks).flatMap(([name, holds]) => (holds(given) ? [] : [name]));
}

const DONE = { success: true, run: { id: "r1", status: "succeeded" } };

describe("the source's checks of an answer", () => {
  const checks = userChecks(2000);

  it("pass a result in time", () => {
    assert.deepEqual(failing(checks, answer(200, DONE)), []);
  });

  it("each fail on their own", () => {
    assert.deepEqual(failing(checks, answer(202, DONE)), ["status is 200"]);
    assert.deepEqual(failing(checks, answer(200, DONE, {}, 2000)), ["response time OK"]);
    assert.deepEqual(failing(checks, answer(200, { success: false })), ["response contains result"]);
  });

  it("fail on what is not JSON instead of breaking off", () => {
    for (const body of ["", "<html>", "null", "true", "[]"]) {
      assert.deepEqual(failing(checks, answer(200, body)), ["response contains result"], body);
    }
  });
});

describe("the checks of an answer under pressure", () => {
  it("pass what takes the run, and what says when to come back", () => {
    for (const right of [
      answer(200, DONE),
      answer(202, DONE),
      answer(429, "", { "Retry-After": "5" }),
      answer(503, "", { "retry-after": "1" }),
    ]) {
      assert.deepEqual(failing(PRESSURE_CHECKS, right), [], String(right.status));
    }
  });

  it("fail whatever else comes, each for its own reason", () => {
    const expected: [Answer, string][] = [
      [answer(0), "connection held"],
      [answer(500), "no 5xx but 503 while draining"],
      [answer(503), "no 5xx but 503 while draining"],
      [answer(502, "", { "Retry-After": "5" }), "no 5xx but 503 while draining"],
      [answer(429), "refusal says when to come back"],
      [answer(429, "", { "Retry-After": "soon" }), "refusal says when to come back"],
      [answer(200, { success: true }), "accepted run has an id"],
      [answer(202, "accepted"), "accepted run has an id"],
      [answer(401), "status is 200, 202, 429 or 503"],
      [answer(301), "status is 200, 202, 429 or 503"],
    ];
    for (const [given, reason] of expected) assert.deepEqual(failing(PRESSURE_CHECKS, given), [reason]);
  });
});

describe("an answer", () => {
  it("names the run that was promised, by 200 and 202 alone", () => {
    assert.equal(acceptedRun(answer(200, DONE)), "r1");
    assert.equal(acceptedRun(answer(202, DONE)), "r1");
    assert.equal(acceptedRun(answer(502, DONE)), undefined);
    assert.equal(acceptedRun(answer(200, { run: { id: "" } })), undefined);
    assert.equal(acceptedRun(answer(200, { run: "r1" })), undefined);
  });

  it("is a refusal or a sign of draining only with Retry-After", () => {
    assert.equal(isRefused(answer(429, "", { "Retry-After": "5" })), true);
    assert.equal(isRefused(answer(429)), false);
    assert.equal(isDraining(answer(503, "", { "Retry-After": "5" })), true);
    assert.equal(isDraining(answer(503)), false);
    assert.equal(retryAfter(answer(503, "", { "Retry-After": "5" })), 5);
  });

  it("tells a run's status only when there is one", () => {
    assert.equal(runStatus(answer(200, { status: "parked" })), "parked");
    assert.equal(runStatus(answer(404, { status: 404 })), undefined);
    assert.equal(runStatus(answer(200, "{")), undefined);
  });
});
