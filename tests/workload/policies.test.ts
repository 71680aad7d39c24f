import assert from "node:assert/strict";
import { join } from "node:path";
import { toYaml } from "../../components/kubernetes/manifestYaml.ts";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { readPolicyFiles } from "../../policy/files.ts";
import { readManifests } from "../../policy/input/manifests.ts";
import { type Audited, audit } from "../../policy/lib/audit.ts";
import { today } from "../../policy/lib/exemption.ts";
import { toResources } from "../../policy/lib/resource.ts";
import { RULES } from "../../policy/rules/index.ts";
import { AGENTS, backendsWith, contextWith } from "../support/workload.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Advice that the manifests of agents alone do not follow, and why that is right. */
const ADVICE = {
  // A budget belongs to the account, so the tier makes it.
  "agent-bundle-complete": "a budget",
  "budget-present": "a budget",
  // These agents call models and run no code that a model wrote. Who runs such code sets the knob codeExecution.
  "k8s-sandbox-runtime-for-agents":
    "one of gvisor, kata, kata-qemu, kata-clh, kata-fc, kata-vm-isolation, kata-mshv-vm-isolation",
  // Tokens between an agent and its own sidecar: random, made by Pulumi, secret in its state, of no use elsewhere.
  "k8s-secret-hygiene": "a value that comes from a vault",
  // Whether images are signed is decided where they are built.
  "signature-admission-present": "signatures verified in namespace research",
};

/** What the policies of the enterprise tier make of all agents together, as they would be committed. */
async function judgementsOn(egress: "cilium" | "aws" | "ports"): Promise<Audited[]> {
  const context = contextWith({ egress });
  const manifests = Object.values(AGENTS).flatMap((agent) => [
    ...agentFoundation(agent, context, backendsWith({}, agent.name)),
    ...agentManifests(agent, context),
  ]);
  const { resources, problems } = readManifests("agents.yaml", manifests.map(toYaml).join("---\n"));
  assert.deepEqual(problems, []);
  assert.equal(resources.length, manifests.length);
  const day = today();
  const { settings } = await readPolicyFiles(ROOT, "enterprise", day);
  return audit(RULES, resources.flatMap(toResources), settings, day).judgements;
}

function findings(judgements: Audited[], level: "mandatory" | "advisory"): Record<string, unknown> {
  const wanted = judgements.filter((each) => each.level === level);
  return Object.fromEntries(
    wanted.map((each) => [each.rule.name, each.state === "violated" ? each.finding.want : each.state]),
  );
}

describe("The policies of the enterprise tier on agents of every kind", () => {
  for (const egress of ["cilium", "aws"] as const) {
    it(`find nothing that stops an update where hosts are told apart (${egress}), and only advice that is explained`, async () => {
      const judgements = await judgementsOn(egress);
      assert.deepEqual(findings(judgements, "mandatory"), {});
      assert.deepEqual(findings(judgements, "advisory"), ADVICE);
    });
  }

  it("find that a cluster which goes by ports alone lets agents reach any host", async () => {
    const judgements = await judgementsOn("ports");
    assert.deepEqual(findings(judgements, "mandatory"), { "net-agent-egress-allowlist": "a range of allowedCidrs" });
    assert.deepEqual(findings(judgements, "advisory"), ADVICE);
  });
});
