import assert from "node:assert/strict";
import { AGENT_METRICS, type Metric } from "../../components/monitoring/agentMetrics.ts";
import { agentProcess } from "./fixtures/agentProcess.ts";
import { closeAll } from "./fixtures/agents.ts";

describe("What the agent exports", () => {
  let text: string;
  before(async () => {
    const agent = await agentProcess({});
    text = await (await fetch(`${agent.metricsUrl}/metrics`)).text();
    await closeAll();
  });

  for (const [name, metric] of Object.entries(AGENT_METRICS) as [string, Metric][]) {
    it(`has ${name} from the start, as alerts, scalers and dashboards expect it`, () => {
      assert.match(text, new RegExp(`^# TYPE ${name} ${metric.type}$`, "m"));
      for (const [label, values] of Object.entries(metric.labels)) {
        for (const value of values) {
          assert.match(text, new RegExp(`^${name}\\{(?=.*${label}="${value}")(?=.*agent="researcher").*\\} 0$`, "m"));
        }
      }
      for (const bound of metric.buckets ?? []) {
        assert.match(text, new RegExp(`^${name}_bucket\\{(?=.*le="${bound}")(?=.*agent="researcher").*\\} 0$`, "m"));
      }
      const sample = metric.type === "histogram" ? `${name}_count` : name;
      assert.match(text, new RegExp(`^${sample}\\{.*agent="researcher".*\\} \\d`, "m"));
    });
  }

  it("has no metric of its own that the contract does not name, and no label that callers choose", () => {
    const own = [...text.matchAll(/^# TYPE (agent_\w+) /gm)].map(([, name]) => name);
    assert.deepEqual(
      own.toSorted(),
      Object.keys(AGENT_METRICS)
        .filter((name) => name.startsWith("agent_"))
        .toSorted(),
    );
    const labels = new Set(
      [...text.matchAll(/^agent_\w+\{(.*)\}/gm)].flatMap(([, list = ""]) => list.match(/\w+(?==")/g)),
    );
    assert.deepEqual([...labels].toSorted(), ["agent", "kind", "le", "outcome"]);
  });
});
