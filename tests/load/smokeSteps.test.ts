import assert from "node:assert/strict";
import { Agent } from "../../load/smoke/agent.ts";
import { isBad, runSteps } from "../../load/smoke/run.ts";
import { steps } from "../../load/smoke/steps/index.ts";
import { type Behaviour, type Call, FakeAgent, problem, type Reply } from "./fakeAgent.ts";
import { told } from "./smokeCommand.ts";

/** The steps as they are, but each given up after a second. */
const SECONDS = 20;
const impatient = steps.map((step) => ({ ...step, share: 1 / SECONDS }));
const silent = { ended: () => {}, waiting: () => {} };

/** A fault where a condition on the call holds. */
function where(holds: (call: Call) => boolean, reply: Reply): Behaviour {
  return { fault: (call) => (holds(call) ? reply : undefined) };
}

const isTask = ({ method, body }: Call) => method === "POST" && /"message_type":"task"/.test(body);
const isLater = ({ headers }: Call) => headers.prefer === "respond-async";
const isRun = ({ path }: Call) => /\/runs\//.test(path);
const plain = { "content-type": "text/plain" };

/** A departure from the contract, the step that must see it, and what it must say. */
const DEPARTURES: [what: string, behaviour: Behaviour, step: string, says: string][] = [
  [
    "whose process is not well",
    where(({ path }) => path === "/health", { status: 200, body: { status: "bad" } }),
    "health",
    'failed | {"status":"bad"} | expected {"status":"ok"}',
  ],
  [
    "that cuts the connection",
    where(({ path }) => path === "/ready", {}),
    "ready",
    "failed | no answer: other side closed | expected an answer of URL/ready",
  ],
  [
    "without its sidecar",
    where(({ path }) => path === "/ready", problem(503, "the Dapr sidecar is not ready")),
    "ready",
    "failed | status 503: the Dapr sidecar is not ready | expected status 200",
  ],
  [
    "that cannot save",
    where(({ body }) => /health_check/.test(body), problem(503, "state store: 403 Forbidden")),
    "state",
    "failed | status 503: state store: 403 Forbidden | expected status 200",
  ],
  [
    "with an old Dapr",
    { health: { dapr: { version: "1.15.9" } } },
    "dapr",
    "failed | Dapr 1.15.9 | expected Dapr >=1.16.0",
  ],
  ["without a Dapr", { health: { dapr: {} } }, "dapr", "failed | version nothing | expected Dapr >=1.16.0"],
  [
    "of another revision",
    { health: { revision: "v1" } },
    "revision",
    'failed | revision "v1" | expected revision "research-agent--v7"',
  ],
  [
    "whose model fails",
    where(isTask, problem(502, "the model answered 401")),
    "message",
    "failed | status 502: the model answered 401 | expected status 200",
  ],
  [
    "that answers without success",
    where(isTask, { status: 200, body: { success: false } }),
    "message",
    'failed | {"success":false} | expected success: true and run.id',
  ],
  [
    "that answers with nothing",
    where(isTask, { status: 200, body: { success: true, run: { id: "r" }, result: { text: "" } } }),
    "message",
    'failed | result.text "" | expected a text',
  ],
  [
    "that forgets",
    where(({ path }) => /conversation/.test(path), { status: 200, body: { turns: [] } }),
    "conversation",
    'failed | turns of [] | expected turns of ["FIRST","SECOND"]',
  ],
  [
    "that makes callers wait who will not",
    where(isLater, { status: 200, body: { success: true } }),
    "publish-consume",
    'failed | status 200: {"success":true} | expected status 202',
  ],
  [
    "that consumes nothing",
    where(isRun, { status: 200, body: { status: "queued" } }),
    "publish-consume",
    'failed | the run is "queued" | expected status succeeded',
  ],
  [
    "whose later run fails",
    where(isRun, { status: 200, body: { status: "failed", error: "gave up" } }),
    "publish-consume",
    'failed | the run failed: "gave up" | expected status succeeded',
  ],
  [
    "that keeps a run to itself which belongs on its topic",
    where(isRun, { status: 200, body: { status: "succeeded" } }),
    "publish-consume",
    'failed | the run came over topic nothing | expected topic "tasks"',
  ],
  [
    "that loses the run",
    where(isRun, problem(404, "no such run")),
    "publish-consume",
    "failed | status 404: no such run | expected status 200",
  ],
  [
    "that sends the caller elsewhere for the run",
    where(isLater, { status: 202, body: { status_url: "https://evil.example.com/" } }),
    "publish-consume",
    "failed | an address at https://evil.example.com | expected one at URL",
  ],
  [
    "that takes anything",
    where(({ body }) => /surprise/.test(body), { status: 200, body: {} }),
    "bad input",
    "failed | an unknown key: status 200: {} | expected 400 with application/problem+json",
  ],
  [
    "that breaks on bad input",
    where(({ body }) => body === "{", problem(500, "SyntaxError")),
    "bad input",
    "failed | status 500: SyntaxError | expected status 400",
  ],
  [
    "whose refusals are not problems",
    where(({ body }) => body === "hello", { status: 415, headers: plain, body: "no" }),
    "bad input",
    "failed | plain text: 415 with text/plain | expected 415 with application/problem+json",
  ],
  [
    "whose problems have another status",
    where(({ path }) => /NOT-AN-ID/.test(path), { status: 400, body: { status: 422 } }),
    "bad input",
    'failed | an agent id in capitals: {"status":422} | expected a problem with status 400',
  ],
  [
    "that lets anybody in",
    {},
    "token",
    "failed | a call without token: status 200: ANSWER | expected 401 with application/problem+json",
  ],
  [
    "that refuses without saying how to come in",
    where(
      ({ headers }) => headers.authorization === undefined && headers["content-type"] !== undefined,
      problem(401, "no"),
    ),
    "token",
    "failed | 401 without WWW-Authenticate | expected 401 with it",
  ],
];

describe("the smoke test fails an agent", () => {
  for (const [what, behaviour, name, says] of DEPARTURES) {
    it(`${what}, in the step ${name}`, async () => {
      const agent = new FakeAgent(behaviour);
      const url = await agent.start();
      const smoke = {
        agent: new Agent(url, "t"),
        agentId: "smoke-test",
        guarded: true,
        daprRange: ">=1.16.0",
        revision: "research-agent--v7",
        httpPort: 80,
        runs: new Map(),
        failures: new Map(),
      };
      const results = await runSteps(impatient, smoke, SECONDS, silent);
      await agent.stop();
      const result = results.find((step) => step.name === name);
      assert.ok(result && isBad(result.outcome));
      const seen = told(result)
        .replaceAll(url, "URL")
        .replace(/"run-[^"]*first-0","run-[^"]*second-0"/, '"FIRST","SECOND"')
        .replace(/status 200: \{"success":true,.* \|/, "status 200: ANSWER |");
      assert.equal(seen, says);
    });
  }
});
