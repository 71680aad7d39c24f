import assert from "node:assert/strict";
import { type ModelBehaviour, type StandInModel, startModel } from "../../sandbox/agent/model.ts";

const TOKENS = { input: 12, output: 3 };

let model: StandInModel;

async function ask(messages: object[], headers: Record<string, string> = { authorization: "Bearer key" }) {
  const response = await fetch(`${model.url}/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "small", messages }),
  });
  return { status: response.status, body: (await response.json()) as Completion };
}

interface Completion {
  created: number;
  choices: { message: { content: string } }[];
}

const start = async (behaviour: Partial<ModelBehaviour> = {}) => {
  model = await startModel({ latency: 0, tokens: TOKENS, ...behaviour });
};

describe("the stand-in model", () => {
  afterEach(() => model.close());

  it("answers as the Chat Completions API does, with the tokens it was told to count", async () => {
    await start();
    const { status, body } = await ask([{ role: "user", content: "why?" }]);
    assert.equal(status, 200);
    const { created, ...rest } = body;
    assert.ok(Math.abs(created - Date.now() / 1000) < 5);
    assert.deepEqual(rest, {
      id: "chatcmpl-standin-1",
      object: "chat.completion",
      model: "small",
      choices: [
        {
          index: 0,
          message: {
            role: "assistant",
            content: "This is answer 1 of a stand-in, which knows nothing.",
            refusal: null,
          },
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    });
  });

  it("repeats the first question of a conversation, so that one sees what the agent remembered", async () => {
    await start();
    const { body } = await ask([
      { role: "user", content: "first" },
      { role: "assistant", content: "answer" },
      { role: "user", content: "second" },
    ]);
    assert.equal(
      body.choices[0]?.message.content,
      "This is answer 2 of a stand-in, which knows nothing. The first thing you asked was: first",
    );
  });

  it("takes as long as it was told to, and longer for the share that is slow", async () => {
    await start({ latency: 20, slowPercent: 50, slowLatency: 200 });
    const times = [];
    for (let count = 0; count < 4; count += 1) {
      const begin = performance.now();
      await ask([{ role: "user", content: "why?" }]);
      times.push(performance.now() - begin >= 195 ? "slow" : "quick");
    }
    assert.deepEqual(times, ["quick", "slow", "quick", "slow"]);
    assert.equal(model.answered(), 4);
  });

  it("fails the share that it was told to, evenly", async () => {
    await start({ failPercent: 25 });
    const statuses = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await ask([{ role: "user", content: "why?" }])).status);
    assert.deepEqual(statuses, [200, 200, 200, 500, 200, 200, 200, 500]);
  });

  it("asks for a key, for JSON, and for its one path", async () => {
    await start();
    assert.equal((await ask([], {})).status, 401);
    const headers = { authorization: "Bearer key" };
    const broken = await fetch(`${model.url}/chat/completions`, { method: "POST", headers, body: "{" });
    assert.equal(broken.status, 400);
    assert.equal((await fetch(`${model.url}/models`, { headers })).status, 404);
  });
});
