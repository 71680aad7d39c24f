import assert from "node:assert/strict";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { agentProcess, runFile } from "./fixtures/agentProcess.ts";
import { API_KEY, atEnd, closeAll, fakeModel, task, until } from "./fixtures/agents.ts";

const HEADERS = { "content-type": "application/json" };

function post(url: string, id: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = JSON.stringify(task("bees"));
  return fetch(`${url}/agents/${id}/message`, { method: "POST", headers: { ...HEADERS, ...headers }, body });
}

describe("The agent's process", () => {
  afterEach(closeAll);

  it("drains in mid-load on SIGTERM: every accepted run is finished or parked, and the exit code is 0", async () => {
    const model = await fakeModel();
    model.reply = () => ({ text: "done", afterMs: 200 });
    const release = model.hold();
    const env = { OPENAI_BASE_URL: model.url, CONCURRENCY: "4", QUEUE_LIMIT: "30", DRAIN_SECONDS: "1" };
    const agent = await agentProcess(env);
    const calls = Array.from({ length: 40 }, (_, index) => post(agent.url, `a${index}`));
    const told = (message: string) => agent.log().filter(({ msg }) => msg === message).length;
    await until(() => told("run accepted") + told("run refused") === 40, "all calls are accepted or refused");
    agent.child.kill("SIGTERM");
    await until(async () => (await post(agent.url, "late").catch(() => undefined))?.status === 503, "it refuses more");
    release();
    const answers = await Promise.all(calls);
    assert.equal(await agent.exit, 0);
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    const [finished, parked, refused] = [count(200), count(202), count(429)];
    assert.equal(refused, 6);
    assert.equal(finished + parked, 34);
    assert.ok(finished >= 4 && parked >= 4, `${finished} finished, ${parked} parked`);
    const { accepted, succeeded, failed, parked: left, lost } = agent.log().find(({ msg }) => msg === "drained") ?? {};
    assert.deepEqual(
      { accepted, succeeded, failed, left, lost },
      { accepted: 34, succeeded: finished, failed: 0, left: parked, lost: 0 },
    );
  });

  it("parks at once on a second signal", async () => {
    const model = await fakeModel();
    model.reply = () => ({ text: "late", afterMs: 10_000 });
    const agent = await agentProcess({ OPENAI_BASE_URL: model.url });
    const call = post(agent.url, "a");
    await until(() => model.asked.length === 1, "work has begun");
    agent.child.kill("SIGTERM");
    await until(() => agent.log().some(({ msg }) => msg === "draining"), "it drains");
    agent.child.kill("SIGINT");
    assert.equal((await call).status, 202);
    assert.equal(await agent.exit, 0);
  });

  it("says what is wrong with its environment, exit code 2, without a stack trace", async () => {
    const { exit, out, error } = runFile("main.ts", { PORT: "none", OPENAI_API_KEY: "not a key" });
    assert.equal(await exit, 2);
    assert.equal(out(), "");
    assert.deepEqual(
      error()
        .trimEnd()
        .split("\n")
        .map((line) => line.trim().split(/ {2,}/)[0]),
      ["The agent's environment has 3 problems:", "OPENAI_API_KEY", "PORT", "AGENT_NAME"],
    );
    assert.doesNotMatch(error(), /not a key/);
  });

  it("explains its environment when asked to, and takes no other arguments", async () => {
    const help = runFile("main.ts", {}, ["--help"]);
    const wrong = runFile("main.ts", {}, ["--port", "1"]);
    assert.equal(await help.exit, 0);
    assert.match(
      help.out(),
      /\n {2}QUEUE_LIMIT +runs accepted and waiting: a whole number from 1 to 10000 \(default 100\)\n/,
    );
    assert.equal(await wrong.exit, 2);
  });

  it("says plainly that it is in local mode, and serves nothing but metrics on the metrics' port", async () => {
    const model = await fakeModel();
    const agent = await agentProcess({ OPENAI_BASE_URL: model.url });
    assert.deepEqual(await (await fetch(`${agent.url}/health`)).json(), { status: "ok", mode: "local" });
    assert.ok(
      agent.log().some(({ level, msg }) => level === "warn" && String(msg).startsWith("local mode: no sidecar")),
    );
    const metrics = await fetch(`${agent.metricsUrl}/metrics`);
    assert.equal(metrics.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    const text = await metrics.text();
    for (const outcome of ["succeeded", "failed", "parked", "rejected"]) {
      assert.ok(text.includes(`agent_runs_total{outcome="${outcome}",agent="researcher"} 0\n`));
    }
    assert.ok(text.includes('agent_tokens_total{kind="input",agent="researcher"} 0\n'));
    const bounds = [...text.matchAll(/agent_response_time_seconds_bucket\{le="([\d.]+)"/g)].map(([, le]) => Number(le));
    for (const le of [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600]) assert.ok(bounds.includes(le), `bucket ${le}`);
    assert.match(text, /\nprocess_resident_memory_bytes\{agent="researcher"\} \d/);
    assert.equal((await fetch(`${agent.metricsUrl}/health`)).status, 404);
    assert.equal((await fetch(`${agent.url}/metrics`)).status, 404);
  });

  it("is found healthy by the image's check, and not when it is gone", async () => {
    const model = await fakeModel();
    const agent = await agentProcess({ OPENAI_BASE_URL: model.url });
    const { port } = new URL(agent.url);
    assert.equal(await runFile("healthcheck.ts", { PORT: port }).exit, 0);
    agent.child.kill("SIGTERM");
    assert.equal(await agent.exit, 0);
    const gone = runFile("healthcheck.ts", { PORT: port });
    assert.equal(await gone.exit, 1);
    assert.equal(gone.error(), "the agent is not healthy: fetch failed\n");
  });

  it("sends spans of the run and of the model's call, in the caller's trace, and passes the trace on", async () => {
    const spans: Buffer[] = [];
    const collector = new Server();
    const bytes = (buffer: Buffer) => buffer;
    const call = {
      path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
      requestStream: false,
      responseStream: false,
      requestSerialize: bytes,
      requestDeserialize: bytes,
      responseSerialize: bytes,
      responseDeserialize: bytes,
    } as const;
    collector.addService(
      { Export: call },
      {
        Export: (received: { request: Buffer }, answer: (error: null, value: Buffer) => void) => {
          spans.push(received.request);
          answer(null, Buffer.alloc(0));
        },
      },
    );
    const port = await new Promise<number>((resolve, reject) => {
      collector.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    atEnd(async () => collector.forceShutdown());
    const model = await fakeModel();
    const agent = await agentProcess({
      OPENAI_BASE_URL: model.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_SERVICE_NAME: "researcher",
    });
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const response = await post(agent.url, "a", { traceparent: `00-${trace}-b7ad6b7169203331-01`, baggage: "who=me" });
    assert.equal(response.status, 200);
    assert.match(String(model.asked[0]?.headers.traceparent), new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
    assert.equal(model.asked[0]?.headers.baggage, undefined);
    agent.child.kill("SIGTERM");
    assert.equal(await agent.exit, 0);
    const lines = agent.log().filter(({ trace_id }) => trace_id === trace);
    assert.deepEqual(
      lines.map(({ msg }) => msg),
      ["incoming request", "run accepted", "run started", "run finished", "request completed"],
    );
    const sent = Buffer.concat(spans).toString("latin1");
    for (const text of [
      "invoke_agent researcher",
      "chat gpt-5-mini",
      "gen_ai.conversation.id",
      "gen_ai.usage.output_tokens",
      "server.address",
      "service.name",
    ]) {
      assert.ok(sent.includes(text), text);
    }
    assert.ok(sent.includes(Buffer.from(trace, "hex").toString("latin1")));
    assert.ok(!agent.printed().includes(API_KEY));
  });
});
