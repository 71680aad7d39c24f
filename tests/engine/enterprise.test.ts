import assert from "node:assert/strict";
import { resolve } from "node:path";
import { stringify } from "yaml";
import { planStack } from "../../sandbox/plan/plan.ts";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import { DIGEST } from "../support/agents.ts";
import { enterprise } from "../support/enterpriseSettings.ts";
import { CLUSTERS, tierAgent } from "../support/enterpriseTier.ts";
import { Checkout, type Run, stepsOf } from "../support/rehearsal.ts";

type Fields = Record<string, unknown>;

const SECRET = "artificial-value-of-openai-api-key";
const BEFORE_BLOCK = "  daca:enterprise:\n";

/** An agent's block, in the place of the one that follows the committed agents. */
function agentBlock(name: string, fields: Fields = {}): string {
  const agent = tierAgent({ name, secrets: {}, egress: [], scaling: {}, ...fields });
  return `${stringify([agent]).replaceAll(/^(?=.)/gm, "    ")}${BEFORE_BLOCK}`;
}

/** What a preview would change, each as `sign kind name`, without what is of one agent alone. */
function changesIn({ stdout }: Run, but = ""): string[] {
  return [...stdout.matchAll(/^ {6}([+~±-]) \S+:(\w+) (\S+)/gm)]
    .map((match) => match.slice(1).join(" "))
    .filter((change) => but === "" || !change.includes(but))
    .toSorted();
}

describe("the enterprise tier on the real engine", () => {
  const checkouts: Checkout[] = [];
  const checkout = () => {
    const made = new Checkout("index.ts", "enterprise");
    checkouts.push(made);
    return made;
  };
  after(() => {
    for (const each of checkouts) each.remove();
  });

  describe("on Azure, with agents of two teams", () => {
    let kept: Checkout;
    let run: Run;
    let committed: string;
    before(() => {
      kept = checkout();
      const writer = agentBlock("summary-agent", {
        team: "writing",
        topics: { subscribe: ["results"], publish: ["summaries"] },
        delivery: { strategy: "blueGreen" },
      });
      kept.edit((text) => text.replace(BEFORE_BLOCK, writer));
      committed = kept.text("Pulumi.enterprise.yaml");
      run = kept.rehearse("--keep");
    });

    /** The preview of a stack file, and that file put back. */
    function preview(change: (text: string) => string): Run {
      kept.edit(change);
      assert.notEqual(kept.text("Pulumi.enterprise.yaml"), committed);
      const previewed = kept.rehearse("--until", "preview");
      kept.edit(() => committed);
      assert.equal(previewed.status, 0, previewed.stdout + previewed.stderr);
      return previewed;
    }

    it("comes up under all three policy packs, asks for no second change and finds no drift", () => {
      assert.equal(run.status, 0, run.stdout + run.stderr);
      const [made, first, up, ...rest] = stepsOf(run);
      assert.equal(made, "stack: made");
      const count = /^preview: (\d+) to create$/.exec(first ?? "")?.[1];
      assert.ok(Number(count) > 200, first);
      assert.equal(up, `up: ${count} created`);
      assert.deepEqual(rest, ["preview: no change", "refresh: no drift"]);
      assert.equal(run.stdout.match(/policies: 0 mandatory/g)?.length, 2);
    });

    it("is judged by the policies as its plan is", async () => {
      const { resources, tier } = await planStack(kept.root, "enterprise");
      const { found } = await auditPlan(resolve("."), tier, resources);
      const planned = found.judgements
        .filter(({ state }) => state === "violated")
        .map(({ rule, resource, level }) => `${level} ${rule.name} ${resource.urn}`);
      const said: { policy: string; urn: string; mandatory: boolean; text: string }[] = JSON.parse(
        kept.text(".sandbox/enterprise/rehearsal/policies.json"),
      );
      const rehearsed = said
        .filter(({ text }) => !/exempted/.test(text))
        .map(({ policy, urn, mandatory }) => `${mandatory ? "mandatory" : "advisory"} ${policy} ${urn}`);
      assert.ok(planned.length > 0, "there are advisory findings to compare");
      assert.deepEqual([...new Set(rehearsed)].toSorted(), [...new Set(planned)].toSorted());
    });

    it("keeps secrets, tokens and the way into the cluster out of the state's plain text", () => {
      const open = kept.state();
      const token = /"result": \{\s*"[^"]+": "[^"]+",\s*"plaintext": "\\"(simulated\w+)\\""/.exec(open)?.[1] ?? "";
      const secrets = [SECRET, token, "client.authentication.k8s.io"];
      for (const text of secrets) assert.ok(text !== "" && open.includes(text), `"${text}" is what the state keeps`);
      const files = kept.files().filter((file) => !file.includes("/clouds/"));
      assert.ok(
        files.some((file) => file.endsWith("stacks/daca/enterprise.json")),
        files.join("\n"),
      );
      const leaks = files.flatMap((file) => secrets.filter((text) => kept.text(file).includes(text)));
      assert.deepEqual(leaks, []);
    });

    it("is not destroyed by pulumi destroy, which names what is protected and touches nothing", () => {
      const held = kept.held();
      const { status, stdout } = kept.attemptPulumi("destroy", "--yes", "--stack", "enterprise");
      assert.notEqual(status, 0);
      assert.match(stdout, /Vault::enterprise-cloud-secrets-vault" cannot be deleted\s+because it is protected/);
      assert.deepEqual(kept.held(), held);
    });

    it("changes in place what another image, bound and Kubernetes version are in, and nothing else", () => {
      const changes = preview((text) =>
        text
          .replace("research-agent\n      port", `research-agent\n        digest: ${DIGEST}\n      port`)
          .replace("max: 100", "max: 90")
          .replace("provider: aks", 'provider: aks\n      kubernetesVersion: "1.35"'),
      );
      // Who vouches for service accounts is the cluster's to say, so a preview does not know it.
      assert.deepEqual(changesIn(changes, "FederatedIdentityCredential"), [
        "~ AgentPool enterprise-cloud-cluster-agents",
        "~ AgentPool enterprise-cloud-cluster-spot",
        "~ ManagedCluster enterprise-cloud-cluster-cluster",
        // Its alert says when the most replicas run.
        "~ PrometheusRule enterprise-agent-research-agent-prometheus-rule",
        "~ Rollout enterprise-agent-research-agent-rollout",
        "~ ScaledObject enterprise-agent-research-agent-scaled-object",
      ]);
      assert.match(changes.stdout, /-rollout +spec\.template\.spec\.containers\[0\]\.image$/m);
      assert.match(changes.stdout, /-scaled-object +spec\.maxReplicaCount$/m);
    });

    it("makes for another agent of a team what is its own, and touches only what lists all agents", () => {
      const changes = preview((text) =>
        text.replace(BEFORE_BLOCK, agentBlock("third-agent", { team: "writing", topics: { subscribe: ["results"] } })),
      );
      assert.deepEqual(changesIn(changes, "third-agent"), [
        "~ MetricAlert enterprise-cloud-watch-dropped",
        "± Job enterprise-cloud-logins-job",
      ]);
      assert.ok(changesIn(changes).length > 20);
      assert.match(stepsOf(changes)[1] ?? "", /^preview: \d+ to create, 1 to update, 1 to replace, \d+ unchanged$/);
    });

    it("deletes with an agent and its team what is theirs, and touches only what lists all teams and agents", () => {
      const changes = preview((text) => text.replace(/ {4}- name: summary-agent\n[\s\S]*?(?= {2}daca:enterprise)/, ""));
      const summary = stepsOf(changes)[1] ?? "";
      assert.match(summary, /^preview: 8 to update, 1 to replace, \d+ to delete, \d+ unchanged$/);
      const deleted = changesIn(changes).filter((change) => change.startsWith("-"));
      assert.ok(deleted.length > 15, summary);
      assert.deepEqual(
        deleted.filter((change) => !/summary-agent|summaries|enterprise-teams-writing/.test(change)),
        [],
      );
      assert.deepEqual(
        changesIn(changes).filter((change) => !change.startsWith("-")),
        [
          "~ ClusterSecretStore enterprise-secrets-store",
          "~ MetricAlert enterprise-cloud-watch-dropped",
          "~ NetworkPolicy enterprise-addons-dapr-system-allow-needed",
          "~ NetworkPolicy enterprise-addons-monitoring-allow-needed",
          "~ NetworkPolicy enterprise-addons-observability-allow-needed",
          "~ Release enterprise-addons-dapr",
          "~ Release enterprise-addons-keda",
          "~ Schedule enterprise-backups-teams",
          "± Job enterprise-cloud-logins-job",
        ],
      );
    });
  });

  it("lives from its first preview to its destruction on AWS, by GitOps and under experiments", () => {
    const stack = checkout();
    const agents = [tierAgent({ topics: { subscribe: ["tasks"], publish: ["tasks"] } })];
    stack.edit(() =>
      stackFile(
        {
          cluster: CLUSTERS.eks(),
          delivery: { mode: "gitops", repository: "https://git.example.com/acme/agents.git", revision: "v1.0.0" },
          addons: { chaosMesh: true },
          chaos: { podKill: { agents: ["research-agent"] }, networkDelay: { agents: ["research-agent"] } },
        },
        agents,
      ),
    );
    const run = stack.rehearse();
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const count = /^preview: (\d+) to create$/.exec(stepsOf(run)[1] ?? "")?.[1];
    assert.ok(Number(count) > 180, count);
    assert.deepEqual(stepsOf(run), [
      "stack: made",
      `preview: ${count} to create`,
      `up: ${count} created`,
      "preview: no change",
      "refresh: no drift",
      "unprotect: 11 resources are protected no longer; pulumi destroy stops at what is",
      `destroy: ${count} deleted, nothing left`,
    ]);
    assert.match(run.stdout, /^ {6}aws:eks\/cluster:Cluster enterprise-cloud-cluster-cluster$/m);
    assert.equal(run.stdout.match(/policies: 0 mandatory/g)?.length, 2);
  });

  it("goes on where a chart failed and where the engine was killed, on a cluster that was there", () => {
    const stack = checkout();
    const kubeconfig = resolve("sandbox/artificial-kubeconfig.yaml");
    const agents = [tierAgent({ delivery: { strategy: "rolling" }, spot: true })];
    stack.edit(() => stackFile({ cluster: CLUSTERS.existing({ kubeconfig }) }, agents));

    const failed = stack.rehearse("--fail", "Release@create");
    assert.equal(failed.status, 1, failed.stdout + failed.stderr);
    const made = Number(/^ {2}up +\d+\.\d s {2}failed \((\d+) created\)$/m.exec(failed.stdout)?.[1]);
    assert.ok(made > 10, failed.stdout);
    assert.match(failed.stdout, /kubernetes:helm\.sh\/v3:Release enterprise-addons-\S+\n +Status=503/);

    const crashed = stack.rehearse("--crash", "20");
    assert.equal(crashed.status, 1, crashed.stdout + crashed.stderr);
    assert.match(crashed.stdout, /the engine was killed when 20 resources had been made, as --crash asked/);

    const last = stack.rehearse("--keep");
    assert.equal(last.status, 0, last.stdout + last.stderr);
    assert.match(last.stdout, /an engine was killed here: its lock is removed/);
    const [, preview, up, ...rest] = stepsOf(last);
    const [created, unchanged] = (/^up: (\d+) created, (\d+) unchanged$/.exec(up ?? "") ?? []).slice(1);
    assert.equal(preview, `preview: ${created} to create, ${unchanged} unchanged`);
    assert.ok(Number(unchanged) > made, `${unchanged} are there, of which ${made} from before the kill`);
    assert.deepEqual(rest, ["preview: no change", "refresh: no drift"]);
  });
});

/** A stack file of an enterprise stack. */
function stackFile(block: Fields, agents: Fields[]): string {
  return stringify({
    config: { "pulumi:disable-default-providers": ["kubernetes"], ...enterprise(block, agents) },
  });
}
