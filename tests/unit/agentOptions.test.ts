import assert from "node:assert/strict";
import { readOptions } from "../../sandbox/agent/options.ts";

describe("the options of npm run agent", () => {
  it("are the first agent of the prototype, the usual ports and a model of 300 ms where nothing is said", () => {
    assert.deepEqual(readOptions([]), {
      stack: "prototype",
      port: 8000,
      metricsPort: 9090,
      model: {
        latency: 300,
        slowPercent: 0,
        slowLatency: 5000,
        failPercent: 0,
        tokens: { input: 200, output: 80 },
      },
    });
  });

  it("name a stack, an agent and how the model behaves", () => {
    const options = readOptions(
      "enterprise --agent writer --port 8001 --latency 20 --slow-percent 5 --fail-percent 1 --output-tokens 7".split(
        " ",
      ),
    );
    assert.deepEqual(options, {
      stack: "enterprise",
      agent: "writer",
      port: 8001,
      metricsPort: 9090,
      model: { latency: 20, slowPercent: 5, slowLatency: 5000, failPercent: 1, tokens: { input: 200, output: 7 } },
    });
  });

  it("name every number that is none, at once", () => {
    assert.deepEqual(readOptions("--port 0 --latency soon --fail-percent 101 a b".split(" ")), {
      problems: [
        '--port is "0", expected a port, a whole number from 1 to 65535',
        '--latency is "soon", expected milliseconds, a whole number from 0 to 600000',
        '--fail-percent is "101", expected percent, a whole number from 0 to 100',
        "a b: expected one stack",
      ],
    });
  });

  it("refuse what is unknown", () => {
    const refused = readOptions(["--speed", "3"]);
    assert.ok(typeof refused === "object" && "problems" in refused);
    assert.match(refused.problems[0] ?? "", /^Unknown option '--speed'/);
  });

  it("explain themselves", () => {
    assert.equal(readOptions(["--help"]), "help");
  });
});
