import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { findTool } from "../../sandbox/obtain/tool.ts";
import { type Behaviour, type Call, FakeAgent, problem, type Reply } from "../load/fakeAgent.ts";

/** Each scenario made so small that it is over in seconds. */
const SMALL: Record<string, Record<string, string>> = {
  load: { USERS_SCALE: "0.05", TIME_SCALE: "0.001" },
  spike: { USERS_SCALE: "0.1", TIME_SCALE: "0.01", TIMEOUT_SECONDS: "1" },
  soak: { USERS_SCALE: "0.06", TIME_SCALE: "0.001" },
  drain: { USERS_SCALE: "2", TIME_SCALE: "0.01", TIMEOUT_SECONDS: "1", SETTLE_SECONDS: "3" },
  overload: { USERS_SCALE: "0.2", TIME_SCALE: "0.01", TIMEOUT_SECONDS: "1", SETTLE_SECONDS: "3" },
};

/** What a good agent is like in each: in an overload it can do 10 runs a second, and 20 arrive. */
const GOOD: Record<string, Behaviour> = {
  load: {},
  spike: { runMs: 100, capacity: 5 },
  soak: {},
  drain: { runMs: 100 },
  overload: { runMs: 200, capacity: 2 },
};

function where(holds: (call: Call) => boolean, reply: Reply): Behaviour {
  return { fault: (call) => (holds(call) ? reply : undefined) };
}

const isTask = ({ method }: Call) => method === "POST";
const isRun = ({ path }: Call) => /\/runs\//.test(path);
const isLater = ({ headers }: Call) => headers.prefer === "respond-async";

/** Whether so many seconds have not yet gone by since the first call. */
function within(seconds: number): () => boolean {
  let end: number | undefined;
  return () => {
    end ??= Date.now() + seconds * 1000;
    return Date.now() < end;
  };
}

/** A departure: the scenario, what the agent does wrong, and the metrics whose thresholds that crosses. */
interface Departure {
  scenario: string;
  what: string;
  behaviour: () => Behaviour;
  crossed: string[];
  env?: Record<string, string>;
}

const DEPARTURES: Departure[] = [
  {
    scenario: "load",
    what: "errs",
    behaviour: () => where(isTask, problem(500, "broken")),
    crossed: ["errors", "http_req_failed"],
  },
  {
    scenario: "load",
    what: "says no success",
    behaviour: () => where(isTask, { status: 200, body: { success: false } }),
    crossed: ["errors"],
  },
  {
    scenario: "load",
    what: "is slow",
    behaviour: () => ({ runMs: 200 }),
    crossed: ["errors", "http_req_duration"],
    env: { P95_MS: "100" },
  },
  {
    scenario: "spike",
    what: "does not get well again",
    behaviour: () => {
      const isWell = within(4);
      return where((call) => isTask(call) && !isWell(), problem(500, "broken"));
    },
    crossed: ["errors{scenario:after}", "http_req_failed{scenario:after}"],
  },
  {
    scenario: "spike",
    what: "breaks under the crowd",
    behaviour: () => ({ ...GOOD.spike, refusal: {} }),
    crossed: ["errors{scenario:spike}"],
  },
  {
    scenario: "spike",
    what: "is slow",
    behaviour: () => ({ runMs: 200 }),
    crossed: [
      "errors{scenario:after}",
      "errors{scenario:before}",
      "http_req_duration{scenario:after}",
      "http_req_duration{scenario:before}",
    ],
    env: { P95_MS: "100" },
  },
  {
    scenario: "soak",
    what: "errs in the end",
    behaviour: () => {
      const isWell = within(8);
      return where((call) => isTask(call) && !isWell(), problem(500, "out of memory"));
    },
    crossed: ["errors{stretch:last}", "http_req_failed{stretch:last}"],
  },
  {
    scenario: "soak",
    what: "becomes slow",
    behaviour: () => {
      const isWell = within(8);
      return { fault: () => (isWell() ? undefined : sleep(200).then(() => undefined)) };
    },
    crossed: ["errors{stretch:last}", "http_req_duration{stretch:last}"],
    env: { P95_MS: "100" },
  },
  {
    scenario: "drain",
    what: "errs",
    behaviour: () => where((call) => isTask(call) && isLater(call), problem(500, "no sidecar")),
    crossed: ["errors"],
  },
  {
    scenario: "drain",
    what: "cuts connections while it stops",
    behaviour: () => where((call) => isTask(call) && !isLater(call), {}),
    crossed: ["errors"],
  },
  {
    scenario: "drain",
    what: "loses a run that it answered",
    behaviour: () => where(({ path }) => path.endsWith("/runs/run-1"), problem(404, "no such run")),
    crossed: ["lost"],
  },
  {
    scenario: "drain",
    what: "is too slow to finish",
    behaviour: () => ({ runMs: 60_000, answerMs: 100 }),
    crossed: ["lost"],
  },
  {
    scenario: "drain",
    what: "gives its runs up",
    behaviour: () => where(isRun, { status: 200, body: { status: "failed" } }),
    crossed: ["failed"],
  },
  {
    scenario: "drain",
    what: "takes nothing",
    behaviour: () => where(isTask, problem(503, "draining", { "retry-after": "1" })),
    crossed: ["accepted"],
  },
  {
    scenario: "overload",
    what: "breaks instead of refusing",
    behaviour: () => ({ ...GOOD.overload, refusal: problem(500, "out of memory") }),
    crossed: ["errors", "refused"],
  },
  {
    scenario: "overload",
    what: "refuses without saying when to come back",
    behaviour: () => ({ ...GOOD.overload, refusal: problem(429, "full") }),
    crossed: ["errors", "refused"],
  },
  {
    scenario: "overload",
    what: "cuts connections",
    behaviour: () => ({ ...GOOD.overload, refusal: {} }),
    crossed: ["errors", "refused"],
  },
  {
    scenario: "overload",
    what: "takes more than it finishes",
    behaviour: () => ({ runMs: 60_000, answerMs: 100, capacity: 20 }),
    crossed: ["lost"],
  },
  {
    scenario: "overload",
    what: "is not overloaded",
    behaviour: () => ({}),
    crossed: ["refused"],
  },
];

describe("the load scenarios on k6", () => {
  let k6: string;
  before(async () => {
    k6 = (await findTool("k6", { progress: (line) => console.error(line) })).command;
  });

  /** Runs k6 with nothing in its environment but what is given. */
  async function run(args: string[], env: Record<string, string> = {}) {
    const child = spawn(k6, args, { env: { K6_NO_USAGE_REPORT: "true", ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
    return { code: code as number, stdout, stderr };
  }

  /** Runs a scenario, made small, against an agent. */
  async function against(behaviour: Behaviour, scenario: string, env: Record<string, string> = {}) {
    const agent = new FakeAgent(behaviour);
    const AGENT_URL = await agent.start();
    const ended = await run(["run", "--quiet", `load/${scenario}.ts`], { AGENT_URL, ...SMALL[scenario], ...env });
    await agent.stop();
    return { ...ended, agent };
  }

  for (const scenario of Object.keys(SMALL)) {
    it(`${scenario} passes an agent that keeps to its contract`, async () => {
      const { code, stdout, stderr } = await against(GOOD[scenario] ?? {}, scenario);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, new RegExp(`^${scenario}  http://127`));
      assert.match(stdout, /\npassed: every threshold holds\n$/);
      assert.match(stdout, /^ {2}errors {4}0\.00 % of the answers$/m);
    });
  }

  for (const { scenario, what, behaviour, crossed, env } of DEPARTURES) {
    it(`${scenario} fails an agent that ${what}, by ${crossed.join(" and ")}`, async () => {
      const { code, stdout, stderr } = await against(behaviour(), scenario, env);
      assert.equal(code, 99, stdout + stderr);
      const failed = [...stdout.matchAll(/^ {2}FAIL {6}(\S+)/gm)].map(([, metric]) => metric);
      assert.deepEqual(failed, crossed, stdout);
      for (const metric of crossed) assert.ok(stderr.includes(metric), stderr);
    });
  }

  it("drain passes a replica that sends callers to another and has its parked runs taken over", async () => {
    const isDraining = within(2);
    const behaviour: Behaviour = {
      fault: (call) => {
        if (isTask(call) && call.earlier === 0 && isDraining()) return problem(503, "draining", { "retry-after": "1" });
        return isRun(call) && call.earlier === 0 ? { status: 200, body: { status: "parked" } } : undefined;
      },
    };
    const { code, stdout } = await against(behaviour, "drain");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ {2}sent away 0 with 429, [1-9]\d* with 503 while draining$/m);
    const [, accepted, finished] = /runs +(\d+) accepted, (\d+) finished, 0 lost/.exec(stdout) ?? [];
    assert.equal(finished, accepted);
  });

  it("drain names the runs that are lost, and how they were last seen", async () => {
    const behaviour = where(({ path }) => path.endsWith("/runs/run-1"), problem(404, "no such run"));
    const { stderr } = await against(behaviour, "drain");
    assert.match(stderr, /lost: run run-1 of load-\w+-\d+, last seen: HTTP 404/);
  });

  it("overload counts each caller that is refused, and follows each run that is accepted", async () => {
    const { stdout, agent } = await against(GOOD.overload ?? {}, "overload");
    const posts = agent.calls.filter(isTask).length;
    const [, refused] = /sent away (\d+) with 429/.exec(stdout) ?? [];
    const [, accepted, finished] = /runs +(\d+) accepted, (\d+) finished, 0 lost/.exec(stdout) ?? [];
    assert.equal(Number(refused) + Number(accepted), posts);
    assert.equal(accepted, finished);
    assert.ok(Number(refused) > 10 && Number(accepted) > 10, stdout);
  });

  it("load gives each user an agent of their own, the source's task and the caller's token", async () => {
    const { code, agent } = await against({ token: "s3cret" }, "load", { API_TOKEN: "s3cret" });
    assert.equal(code, 0);
    const tasks = agent.calls.filter(isTask);
    const ids = new Set(tasks.map(({ path }) => path.split("/")[2]));
    assert.equal(ids.size, 10);
    const { agent_id, ...message } = JSON.parse(tasks[0]?.body ?? "");
    assert.ok(ids.has(agent_id));
    assert.deepEqual(message, {
      message_type: "task",
      payload: { type: "research_report", topic: "artificial intelligence trends", depth: "standard" },
    });
  });

  it("load is the source's profile with the source's thresholds", async () => {
    const { stdout } = await run(["inspect", "--env", "AGENT_URL=https://agent.example.com", "load/load.ts"]);
    const { stages, thresholds } = JSON.parse(stdout);
    assert.deepEqual(stages, [
      { duration: "5m0s", target: 100 },
      { duration: "10m0s", target: 100 },
      { duration: "5m0s", target: 200 },
      { duration: "10m0s", target: 200 },
      { duration: "5m0s", target: 0 },
    ]);
    assert.deepEqual(thresholds, {
      errors: ["rate<0.1"],
      http_req_duration: ["p(95)<2000"],
      http_req_failed: ["rate<0.1"],
      http_reqs: ["count>0"],
    });
  });

  it("write what was measured where SUMMARY_FILE says", async () => {
    const folder = mkdtempSync(join(tmpdir(), "load-"));
    const SUMMARY_FILE = join(folder, "summary.json");
    await against({}, "load", { SUMMARY_FILE });
    const { scenario, metrics } = JSON.parse(readFileSync(SUMMARY_FILE, "utf8"));
    rmSync(folder, { recursive: true });
    assert.equal(scenario, "load");
    assert.deepEqual(metrics.errors.thresholds, { "rate<0.1": { ok: true } });
    assert.ok(metrics.message_duration.values["p(99)"] > 0);
  });

  it("refuse settings that cannot be used, without a stack trace", async () => {
    const { code, stderr } = await run(["run", "--quiet", "load/load.ts"], { USERS_SCALE: "many" });
    assert.equal(code, 107);
    assert.match(stderr, /AGENT_URL {4}is missing, expected the agent's address.*USERS_SCALE {2}is \\"many\\"/);
    assert.doesNotMatch(stderr, /file:|\.ts:\d/);
  });

  it("end at once when no agent is there", async () => {
    const { code, stderr } = await run(["run", "--quiet", "load/load.ts"], { AGENT_URL: "http://127.0.0.1:1" });
    assert.equal(code, 108);
    assert.match(stderr, /GET http:\/\/127\.0\.0\.1:1\/health: .*connection refused, expected status 200/);
  });
});
