import assert from "node:assert/strict";
import { FakeAgent } from "./fakeAgent.ts";
import { smoke } from "./smokeCommand.ts";

describe("the smoke command", () => {
  it("explains itself", async () => {
    const { code, stdout } = await smoke(["--help"]);
    assert.equal(code, 0);
    assert.match(stdout, /^npm run smoke -- <url> \[options\]$/m);
    for (const option of ["agent", "timeout", "token-env", "dapr-range", "revision", "http-port", "json", "help"]) {
      assert.match(stdout, new RegExp(`^  --${option} `, "m"));
    }
  });

  it("names everything that is wrong with its arguments at once, with exit code 2", async () => {
    const args = [
      "agent.example.com",
      "--timeout",
      "soon",
      "--http-port",
      "0",
      "--dapr-range",
      "^1",
      "--token-env",
      "NONE",
    ];
    const { code, stdout, stderr } = await smoke(args);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.deepEqual(stderr.split("\n\n")[0]?.split("\n"), [
      'the address is "agent.example.com", expected http(s)://host[:port] and no path',
      '--timeout is "soon", expected seconds above 0',
      '--http-port is "0", expected a port',
      '--dapr-range is "^1", expected such as ">=1.16.0 <2.0.0"',
      "--token-env names NONE, which is not set or empty",
    ]);
  });

  const refused: [args: string[], input: string, says: RegExp][] = [
    [[], "", /^the agent's address is missing$/m],
    [["--sleep", "60"], "", /^Unknown option '--sleep'/m],
    [["http://a", "http://b"], "", /^one address is expected, not also http:\/\/b$/m],
    [["http://a", "--agent", "a"], "", /^--agent chooses from standard input, expected - instead of an address$/m],
    [["-"], '{"a":"http://a","b":"http://b"}', /^standard input names a, b: say which agent$/m],
    [["--agent", "c"], '{"a":"http://a"}', /^standard input has no agent "c", only a$/m],
    [["-"], "error: no stack selected", /^standard input is not what `pulumi stack output urls --json` prints/m],
  ];
  for (const [args, input, says] of refused) {
    it(`refuses ${JSON.stringify(args)} with ${JSON.stringify(input)} on standard input`, async () => {
      const { code, stderr } = await smoke(args, { input });
      assert.equal(code, 2);
      assert.match(stderr, says);
      assert.doesNotMatch(stderr, /^ +at /m);
    });
  }

  it("takes the address from the stack's output", async () => {
    const agent = new FakeAgent();
    const url = await agent.start();
    const input = JSON.stringify({ "research-agent": url, writer: "https://writer.example.com" });
    for (const args of [
      ["-", "--agent", "research-agent"],
      ["--agent", "research-agent"],
    ]) {
      const { code, stdout } = await smoke(args, { input });
      assert.equal(code, 0, stdout);
      assert.ok(stdout.includes(`${url}  every step was as it must be`));
    }
    await agent.stop();
  });
});
