import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Provider } from "@pulumi/kubernetes/provider.js";
import type { Agent } from "../../components/agent.ts";
import { toYaml } from "../../components/kubernetes/manifestYaml.ts";
import { AgentWorkload } from "../../components/workload/agentWorkload.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { manifestFiles, writeManifests } from "../../sandbox/plan/manifests.ts";
import type { RecordedResource } from "../../sandbox/recorder.ts";
import { recordProgram } from "../support/program.ts";
import { backendsWith, contextWith, GIT, wholeAgent } from "../support/workload.ts";

const PLANNER = wholeAgent({ name: "planner" });

/** Resources of a stack with these agents, delivered by Argo CD. */
async function resourcesWith(...agents: Agent[]): Promise<RecordedResource[]> {
  const recorded = await recordProgram(() => {
    const provider = new Provider("cluster", { kubeconfig: "artificial" });
    const { tokens: _, identity: __, ...backends } = backendsWith();
    for (const agent of agents) {
      new AgentWorkload(agent.name, { agent, context: contextWith(), provider, backends, source: GIT });
    }
  });
  return recorded.resources;
}

describe("The manifests of a plan", () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "daca-manifests-"));
  });

  afterEach(() => rm(root, { recursive: true }));

  it("are a file each, numbered in order of need, in the folder that Argo CD reads", async () => {
    const files = manifestFiles(await resourcesWith(wholeAgent()));
    assert.deepEqual(Object.keys(files), [
      "research/research-agent/01-networkpolicy-research-agent.yaml",
      "research/research-agent/02-ciliumnetworkpolicy-research-agent-hosts.yaml",
      "research/research-agent/03-service-research-agent.yaml",
      "research/research-agent/04-deployment-research-agent.yaml",
      "research/research-agent/05-poddisruptionbudget-research-agent.yaml",
      "research/research-agent/06-podmonitor-research-agent.yaml",
      "research/research-agent/07-prometheusrule-research-agent.yaml",
      "research/research-agent/08-scaledobject-research-agent.yaml",
      "research/research-agent/09-verticalpodautoscaler-research-agent.yaml",
    ]);
    assert.deepEqual(Object.values(files), agentManifests(wholeAgent(), contextWith()).map(toYaml));
  });

  it("change by its own files alone when an agent is added", async () => {
    const one = manifestFiles(await resourcesWith(wholeAgent()));
    const two = manifestFiles(await resourcesWith(wholeAgent(), PLANNER));
    const added = Object.keys(two).filter((path) => !(path in one));
    assert.equal(added.length, 9);
    for (const path of added) assert.match(path, /^research\/planner\//);
    for (const [path, text] of Object.entries(one)) assert.equal(two[path], text);
  });

  it("are written, and those of an agent that is gone are removed", async () => {
    assert.equal(
      await writeManifests(root, "dev", await resourcesWith(wholeAgent(), PLANNER)),
      ".sandbox/dev/manifests",
    );
    const folder = join(root, ".sandbox", "dev", "manifests", "research");
    assert.deepEqual((await readdir(folder)).sort(), ["planner", "research-agent"]);
    const service = join(folder, "research-agent", "03-service-research-agent.yaml");
    await writeFile(service, "spoilt");
    await writeManifests(root, "dev", await resourcesWith(wholeAgent()));
    assert.deepEqual(await readdir(folder), ["research-agent"]);
    assert.match(await readFile(service, "utf8"), /^apiVersion: v1\nkind: Service\n/);
  });

  it("are none, not even old ones, where no agent is on Kubernetes", async () => {
    await writeManifests(root, "dev", await resourcesWith(wholeAgent()));
    assert.equal(await writeManifests(root, "dev", []), undefined);
    assert.deepEqual(await readdir(join(root, ".sandbox", "dev")), []);
  });
});
