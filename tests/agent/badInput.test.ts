import assert from "node:assert/strict";
import { connect } from "node:net";
import { API_KEY, closeAll, task, testAgent } from "./fixtures/agents.ts";

/** Sends bytes as they are, and reads until the agent closes the connection. */
function sendRaw(port: number, bytes: Buffer | string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let read = "";
    socket.on("data", (chunk) => {
      read += chunk;
    });
    socket.on("close", () => resolve(read));
    socket.on("error", (error) => (read ? resolve(read) : reject(error)));
  });
}

describe("Bad input to the agent", () => {
  afterEach(closeAll);

  it("is answered with a problem that names each fault", async () => {
    const agent = await testAgent();
    const body = { message_type: "task", payload: { topic: "", depth: "endless", colour: "red" }, urgent: true };
    const { status, headers, body: problem } = await agent.post("a", body);
    assert.equal(status, 400);
    assert.equal(headers["content-type"], "application/problem+json; charset=utf-8");
    assert.deepEqual(problem, {
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      detail: 'the request is not as it must be: /payload has the unknown key "colour"',
      errors: [
        { path: "/payload", detail: 'has the unknown key "colour"' },
        { path: "/payload/topic", detail: "must NOT have fewer than 1 characters" },
        { path: "/payload/depth", detail: "must be one of brief,standard,deep" },
        { path: "/", detail: 'has the unknown key "urgent"' },
      ],
    });
  });

  const bad: [what: string, body: unknown, detail: RegExp][] = [
    ["malformed JSON", '{"message_type":', /^the body is not valid JSON$/],
    ["an empty body", "", /^the body is empty, and must be JSON$/],
    ["a body that is no object", "[]", /^the request is not as it must be: \/ must be object$/],
    ["a prototype for a key", '{"__proto__":{"a":1},"message_type":"task"}', /^the body is not valid JSON$/],
    ["a missing key", { message_type: "task" }, /: \/ must have required property 'payload'$/],
    ["a missing topic", { message_type: "task", payload: {} }, /: \/payload must have required property 'topic'$/],
    [
      "a message type that is none",
      { message_type: "chat", payload: {} },
      /: \/message_type must be one of task,health_check$/,
    ],
    ["a number for a topic", { message_type: "task", payload: { topic: 7 } }, /: \/payload\/topic must be string$/],
    [
      "a topic of 4001 characters",
      task("x".repeat(4001)),
      /: \/payload\/topic must NOT have more than 4000 characters$/,
    ],
    [
      "another agent id than the path's",
      { ...task("bees"), agent_id: "b" },
      /^the body is for another agent id than the path$/,
    ],
  ];
  for (const [what, body, detail] of bad) {
    it(`is refused with 400: ${what}`, async () => {
      const agent = await testAgent();
      const { status, body: problem } = await agent.post("a", body);
      assert.equal(status, 400);
      assert.match(problem.detail ?? "", detail);
      assert.equal(agent.model.asked.length, 0);
    });
  }

  it("takes a topic of 4000 characters", async () => {
    const agent = await testAgent();
    assert.equal((await agent.post("a", task("ü".repeat(4000)))).status, 200);
  });

  for (const id of ["A", "a_b", "-a", "a-", "a".repeat(65), "a".repeat(5000), "%00", "a%2Fb"]) {
    it(`is refused with 400: the id ${id.slice(0, 12)} of ${id.length} characters`, async () => {
      const agent = await testAgent();
      const { status, body } = await agent.post(id, task("bees"));
      assert.equal(status, 400);
      assert.equal(body.errors?.[0]?.path, "id");
    });
  }

  it("is refused with 400: a path that is no URL", async () => {
    const agent = await testAgent();
    const { status, body } = await agent.post("%zz", task("bees"));
    assert.equal(status, 400);
    assert.equal(body.detail, "the path is not a valid URL");
  });

  it("is refused with 400: an idempotency key with a space", async () => {
    const agent = await testAgent();
    const { status, body } = await agent.post("a", task("bees"), { "idempotency-key": "a b" });
    assert.equal(status, 400);
    assert.deepEqual(body.errors, [
      { path: "Idempotency-Key", detail: "must be 1 to 128 visible ASCII characters, and sent once" },
    ]);
  });

  it("is refused with 415 when it is not JSON", async () => {
    const agent = await testAgent();
    const { status, body } = await agent.post("a", "topic=bees", { "content-type": "text/plain" });
    assert.equal(status, 415);
    assert.equal(body.detail, "the body must be JSON, and content-type application/json");
  });

  it("names no more than 20 faults of 20,000", async () => {
    const agent = await testAgent();
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1]));
    const { status, body } = await agent.post("a", { ...task("bees"), ...unknown });
    assert.equal(status, 400);
    assert.equal(body.errors?.length, 20);
  });

  it("is refused with 413 when it has 10 MB, without reading them", async () => {
    const agent = await testAgent();
    const port = await agent.listen();
    const head = "POST /agents/a/message HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n";
    const answer = await sendRaw(port, `${head}content-length: 10485760\r\n\r\n{`);
    assert.match(answer, /^HTTP\/1\.1 413 Payload Too Large\r\n/);
    assert.match(answer, /\r\nconnection: close\r\n/);
    assert.match(answer, /"status":413,"detail":"the body is larger than 262144 bytes"}$/);
  });

  it("is refused with 413 when it has 300 KB and does not say so", async () => {
    const agent = await testAgent();
    const url = `http://127.0.0.1:${await agent.listen()}/agents/a/message`;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.alloc(300_000, " "));
        controller.close();
      },
    });
    const headers = { "content-type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body, duplex: "half" });
    assert.equal(response.status, 413);
  });

  it("is answered with a problem even when it is no HTTP", async () => {
    const agent = await testAgent();
    const answer = await sendRaw(await agent.listen(), "GARBAGE\r\n\r\n");
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/);
    assert.match(answer, /"detail":"this is not a valid HTTP request"}$/);
  });

  it("is answered with 404 where there is nothing, and with no hint of what there is", async () => {
    const agent = await testAgent();
    assert.deepEqual((await agent.get("/admin")).body, {
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "there is nothing to GET here",
    });
  });

  it("needs the token where there is one, before anything else is looked at", async () => {
    const agent = await testAgent({ API_TOKEN: "right-token" });
    const refused = await agent.post("a", '{"message_type":');
    assert.equal(refused.status, 401);
    assert.equal(refused.headers["www-authenticate"], "Bearer");
    assert.equal((await agent.post("a", task("bees"), { authorization: "Bearer wrong-token" })).status, 401);
    assert.equal((await agent.get("/agents/a/conversation")).status, 401);
    assert.equal((await agent.post("a", task("bees"), { authorization: "bearer right-token" })).status, 200);
    assert.equal((await agent.get("/health")).status, 200);
  });

  it("leaves no secret, no question and no answer in any log line", async () => {
    const agent = await testAgent({ API_TOKEN: "right-token", APP_API_TOKEN: "dapr-token", LOG_LEVEL: "info" });
    const headers = { authorization: "Bearer right-token", "dapr-api-token": "dapr-token", cookie: "s=cookie-secret" };
    await agent.post("a", task("question-of-the-caller"), headers);
    await agent.post("a", '{"topic":"broken-question"', headers);
    await agent.app.inject({ url: "/agents/a/conversation?key=query-secret", headers });
    agent.app.log.info({ ...headers, headers, request: { headers } }, "headers by mistake");
    agent.model.reply = () => ({ status: 401 });
    await agent.post("a", task("question-of-the-caller"), headers);
    const log = agent.logged.join("");
    assert.match(log, /"msg":"run finished"/);
    const secret = /right-token|dapr-token"|cookie-secret|query-secret|question|about |test-key|-secret/;
    assert.doesNotMatch(log, secret);
    assert.ok(!log.includes(API_KEY));
  });
});
