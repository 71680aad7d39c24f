import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { startReplica, untilReady } from "../../sandbox/agent/local.ts";
import { freePorts } from "../../sandbox/agent/ports.ts";
import { balance } from "../support/balancer.ts";
import { message, RESEARCH, runScenario, sample, startResearch } from "../support/localAgent.ts";

type Running = Awaited<ReturnType<typeof startResearch>>;

describe("the agent with a real sidecar", () => {
  let local: Running;
  afterEach(() => local.stop());

  it("answers a message, and keeps the conversation when its process is started again", async () => {
    local = await startResearch();
    const first = await message(local.url, "me", "the weather");
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal(first.body.success, true);

    const before = local.agent().pid;
    local.agent().signal("SIGTERM");
    assert.deepEqual(await local.agent().ended, { code: 0, signal: null });
    await local.start();
    assert.notEqual(local.agent().pid, before);

    const second = await message(local.url, "me", "the news");
    assert.equal(
      (second.body.result as { text: string }).text,
      "This is answer 2 of a stand-in, which knows nothing. The first thing you asked was: the weather",
    );
  });

  it("hands a run to its topic and tells where it is, and finishes it when the topic delivers it", async () => {
    local = await startResearch();
    const { status, headers, body } = await message(local.url, "me", "the weather", { prefer: "respond-async" });
    assert.equal(status, 202);
    assert.equal(headers.get("location"), body.status_url);
    const run = await until(async () => {
      const answer = (await (await fetch(`${local.url}${body.status_url}`)).json()) as {
        status: string;
        result: { text: string };
      };
      return answer.status === "succeeded" ? answer : undefined;
    });
    assert.match(run.result.text, /^This is answer 1/);
  });

  it("says in its self-check which Dapr it has, and that its state can be written, read and deleted", async () => {
    local = await startResearch();
    const response = await fetch(`${local.url}/agents/me/message`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ message_type: "health_check", payload: {} }),
    });
    const { result } = (await response.json()) as { result: Record<string, unknown> };
    const { dapr, state, topics, mode } = result;
    assert.deepEqual(
      { dapr, state, topics, mode },
      {
        dapr: { version: "1.18.2" },
        state: "ok",
        topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
        mode: "dapr",
      },
    );
  });

  it("has a message that it cannot use moved to its dead-letter topic", async () => {
    local = await startResearch();
    const published = await fetch(`http://127.0.0.1:${local.sidecar.httpPort}/v1.0/publish/agent-pubsub/tasks`, {
      method: "POST",
      headers: { "content-type": "application/json", "dapr-api-token": String(local.env.DAPR_API_TOKEN) },
      body: JSON.stringify({ nothing: "of use" }),
    });
    assert.equal(published.status, 204);
    const said = (words: string) => local.lines.filter((line) => line.startsWith("daprd") && line.includes(words));
    await until(async () => (said("DROP status returned from app").length > 0 ? true : undefined));
    await until(async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${local.sidecar.metricsPort}/metrics`)).text();
      const settled = { topic: "tasks", process_status: "drop", status: "success" };
      return sample(metrics, "dapr_component_pubsub_ingress_count", settled);
    });
    // Dapr says so when it may not write there, or when there is no such topic.
    assert.deepEqual(said("failed to send dropped message to dead letter queue"), []);
  });

  it("refuses bad input with a problem, whatever it is, and writes no secret to its log", async () => {
    local = await startResearch({ env: { API_TOKEN: "caller-token-0123" } });
    const token = { authorization: "Bearer caller-token-0123" };
    const json = { "content-type": "application/json" };
    const task = JSON.stringify({ message_type: "task", payload: { topic: "x" } });
    const send = async (path: string, body: string, headers: Record<string, string>) => {
      const response = await fetch(`${local.url}${path}`, { method: "POST", body, headers });
      return [
        response.status,
        response.headers.get("content-type")?.split(";")[0],
        Object.keys((await response.json()) as object),
      ];
    };
    const keys = ["type", "title", "status", "detail"];
    const cases: [number, string, string, Record<string, string>, string[]?][] = [
      [400, "/agents/me/message", "{", { ...json, ...token }],
      [
        400,
        "/agents/me/message",
        JSON.stringify({ ...JSON.parse(task), more: 1 }),
        { ...json, ...token },
        [...keys, "errors"],
      ],
      [400, "/agents/me/message", JSON.stringify({ message_type: "task" }), { ...json, ...token }, [...keys, "errors"]],
      [413, "/agents/me/message", `"${"x".repeat(10 * 1024 * 1024)}"`, { ...json, ...token }],
      [400, "/agents/Not_an_id/message", task, { ...json, ...token }, [...keys, "errors"]],
      [415, "/agents/me/message", task, { "content-type": "text/csv", ...token }],
      [401, "/agents/me/message", task, json],
      [401, "/agents/me/message", task, { ...json, authorization: "Bearer another-token-4567" }],
      [401, "/topics/tasks", task, { ...json, ...token }],
    ];
    for (const [status, path, body, headers, members = keys] of cases) {
      const answer = await send(path, body, headers).catch((error) => [error.cause?.code ?? error.message]);
      // The rest of a body that is too large is not read: the connection may break before the answer is seen.
      if (status === 413 && ["EPIPE", "ECONNRESET", "UND_ERR_SOCKET"].includes(String(answer[0]))) continue;
      assert.deepEqual(answer, [status, "application/problem+json", members], `${path} ${body.slice(0, 80)}`);
    }
    const log = local.lines.join("\n");
    for (const secret of [
      "caller-token-0123",
      "another-token-4567",
      String(local.env.APP_API_TOKEN),
      String(local.env.DAPR_API_TOKEN),
      String(local.env.OPENAI_API_KEY),
    ]) {
      assert.equal(log.includes(secret), false, `the log holds ${secret}`);
    }
  });
});

describe("the agent under load", () => {
  let local: Running;
  afterEach(() => local.stop());

  it("meets the source's thresholds under the source's profile, scaled to two cores", async () => {
    local = await startResearch({ model: { latency: 300, tokens: { input: 200, output: 80 } } });
    // 5, 10, 5, 10 and 5 minutes become 5, 10, 5, 10 and 5 seconds; 100 and 200 users become 20 and 40.
    const k6 = await runScenario("load", { AGENT_URL: local.url, USERS_SCALE: "0.2", TIME_SCALE: String(1 / 60) });
    assert.equal(k6.code, 0, k6.text);
    assert.match(k6.text, /passed: every threshold holds/);
    assert.ok(k6.count("http_reqs") > 300, `${k6.count("http_reqs")} requests`);
  });

  it("refuses what is too much with 429, lives on, and finishes every run that it took", async () => {
    local = await startResearch({
      model: { latency: 500, tokens: { input: 200, output: 80 } },
      env: { CONCURRENCY: "4", QUEUE_LIMIT: "10" },
    });
    // It finishes 8 runs a second and holds 14; 40 a second arrive for 10 seconds.
    const k6 = await runScenario("overload", {
      AGENT_URL: local.url,
      USERS_SCALE: "0.4",
      TIME_SCALE: String(1 / 30),
      TIMEOUT_SECONDS: "15",
      SETTLE_SECONDS: "30",
    });
    assert.equal(k6.code, 0, k6.text);
    assert.ok(k6.count("refused") > 50, `${k6.count("refused")} refused`);
    assert.ok(k6.count("accepted") > 50, `${k6.count("accepted")} accepted`);
    assert.deepEqual([k6.count("finished"), k6.count("lost")], [k6.count("accepted"), 0]);
    assert.ok(local.agent().isRunning());
    const metrics = await (await fetch(local.metricsUrl)).text();
    assert.equal(sample(metrics, "agent_runs_total", { outcome: "rejected" }), k6.count("refused"));
    assert.equal(sample(metrics, "agent_runs_total", { outcome: "succeeded" }), k6.count("accepted"));
  });

  it("loses no accepted run when one of two replicas is stopped in mid-load", async () => {
    local = await startResearch({
      model: { latency: 3000, tokens: { input: 200, output: 80 } },
      // It has 2 s to drain and every run takes 3 s: what it has begun must be parked, and taken over.
      env: { CONCURRENCY: "10", DRAIN_SECONDS: "2" },
      // Topics in memory keep nothing for an agent that is not there.
      agent: { ...RESEARCH, topics: { subscribe: [], publish: [] } },
    });
    const [port = 0, metricsPort = 0] = await freePorts(2);
    const other = `http://127.0.0.1:${port}`;
    const env = { ...local.env, PORT: String(port), METRICS_PORT: String(metricsPort) };
    const replica = startReplica(".", env, (line) => local.lines.push(`other ${line}`));
    await untilReady(replica, other);
    const balancer = await balance([local.url, other]);
    const running = runScenario("drain", {
      AGENT_URL: balancer.url,
      USERS_SCALE: "2",
      TIME_SCALE: String(1 / 15),
      TIMEOUT_SECONDS: "20",
      SETTLE_SECONDS: "90",
    });
    await sleep(8000);
    local.agent().signal("SIGTERM");
    assert.deepEqual(await local.agent().ended, { code: 0, signal: null });
    const parked = local.lines.filter((line) => /"status":"parked"|parked/.test(line)).length;
    await local.start();
    const k6 = await running;
    await balancer.close();
    await replica.stop(30);

    assert.equal(k6.code, 0, `${k6.text}\n${local.lines.slice(-40).join("\n")}`);
    assert.ok(parked > 0, "nothing was parked: the drain was not in mid-load");
    assert.ok(k6.count("accepted") > 50, `${k6.count("accepted")} accepted`);
    assert.deepEqual([k6.count("finished"), k6.count("lost")], [k6.count("accepted"), 0]);
  });
});

/** Asks until there is an answer. */
async function until<T>(ask: () => Promise<T | undefined>, seconds = 20): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`nothing in ${seconds} s`);
}
