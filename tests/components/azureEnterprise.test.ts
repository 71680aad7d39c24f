import assert from "node:assert/strict";
import { deadLetterTopic } from "../../components/agentEnvironment.ts";
import { stateRolesJob } from "../../components/infra/azure/stateRolesJob.ts";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import type { RecordedResource } from "../../sandbox/recorder.ts";
import { agentWith } from "../support/agents.ts";
import { recordInAzure } from "../support/azure.ts";
import { enterpriseIn } from "../support/azureEnterprise.ts";
import { asResources } from "../support/azureManifests.ts";
import { namesOf, type Recorded } from "../support/program.ts";

const research = agentWith({ state: { actors: true }, topics: { subscribe: ["tasks"], publish: ["results"] } });
const writer = agentWith({ name: "writer", state: {}, topics: { subscribe: ["results"] } });

const LABELS = {
  "app.kubernetes.io/instance": "daca",
  "app.kubernetes.io/part-of": "daca",
  "app.kubernetes.io/managed-by": "pulumi",
};

/** The service account of an agent as the workload makes it: by it policies know whose an identity is. */
function account(name: string, annotations: Record<string, string>): Manifest {
  const labels = { ...LABELS, "app.kubernetes.io/name": name, "app.kubernetes.io/component": "agent" };
  const metadata = { name, namespace: "agents", labels, annotations };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false };
}

describe("the Azure parts of an enterprise tier", () => {
  let recorded: Recorded;
  let resources: RecordedResource[];

  before(async () => {
    recorded = await recordInAzure((azure) => {
      const { postgres, provisioner, identities } = enterpriseIn(azure, [research, writer]);
      const principals = identities.map(({ agent, identity }) => ({
        agent: agent.name,
        objectId: identity.principalId,
      }));
      const { host, database } = postgres;
      return {
        job: stateRolesJob({
          namespace: "platform",
          labels: LABELS,
          host,
          database,
          administrator: provisioner,
          principals,
        }),
        annotations: identities.map(({ identity }) => identity.serviceAccountAnnotations),
      };
    });
    const { job, annotations } = recorded.outputs as { job: Manifest[]; annotations: Record<string, string>[] };
    const accounts = [research, writer].map(({ name }, index) => account(name, annotations[index] ?? {}));
    resources = [...recorded.resources, ...asResources([...job, ...accounts])];
  });

  const judged = async (altered: RecordedResource[]) => {
    const { found, problems } = await auditPlan(process.cwd(), "enterprise", altered);
    assert.deepEqual(problems, []);
    return found.judgements.map(
      ({ level, state, rule, resource }) => `${level} ${state} ${rule.name} ${resource.name}`,
    );
  };

  it("violate no policy; only that secrets have no end is said, since that is yours to choose", async () => {
    assert.deepEqual(await judged(resources), ["advisory violated keyvault-expiry secrets-openai-api-key"]);
  });

  it("would be found out, were an agent given more than its topics", async () => {
    const owner = "090c5cfd-751d-490a-894a-3ce6f1109419";
    const altered = resources.map((resource) =>
      resource.name === "identity-writer-receive-results"
        ? { ...resource, inputs: { ...resource.inputs, roleDefinitionId: `/roleDefinitions/${owner}` } }
        : resource,
    );
    assert.ok((await judged(altered)).includes("mandatory violated agent-azure-roles identity-writer-receive-results"));
  });

  it("protect what holds state, the cluster, and nothing that comes and goes with an agent", () => {
    const kept = recorded.resources.filter(({ protect }) => protect).map(({ name }) => name);
    assert.deepEqual(kept.toSorted(), [
      "backups-account",
      "backups-container",
      "bus-namespace",
      "cluster-cluster",
      "secrets-vault",
      "state-database",
      "state-server",
    ]);
  });

  it("give an agent roles on its own topics alone", () => {
    const roles = recorded.resources.filter(({ name }) => /^identity-writer-(send|receive)-/.test(name));
    assert.deepEqual(
      roles.map(({ inputs }) => [
        String(inputs.roleDefinitionId).split("/").at(-1),
        String(inputs.scope).split("/namespaces/").at(-1),
      ]),
      [
        ["69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", `bus/topics/${deadLetterTopic(writer)}`],
        ["4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "bus/topics/results/subscriptions/writer"],
      ],
    );
    const wide = recorded.resources.filter(
      ({ type, inputs }) => type.endsWith(":RoleAssignment") && /\/namespaces\/bus$/.test(String(inputs.scope)),
    );
    assert.deepEqual(wide, []);
  });

  it("add for another agent what is that agent's, and touch nothing else", async () => {
    const alone = await recordInAzure((azure) => void enterpriseIn(azure, [research]));
    const before = new Map(alone.resources.map(({ urn, inputs }) => [urn, JSON.stringify(inputs)]));
    const others = recorded.resources.filter(({ urn, inputs }) => before.get(urn) !== JSON.stringify(inputs));
    assert.deepEqual(
      others.map(({ name }) => name).filter((name) => !/^(bus|identity-writer)(-|$)/.test(name)),
      ["watch", "watch-dropped"],
    );
  });

  it("wait for the identity before they trust it, and for the subnets before they use them", () => {
    assert.ok(namesOf(recorded.named("identity-writer-trust").dependencies).includes("identity-writer-identity"));
    assert.ok(namesOf(recorded.named("state-server").dependencies).includes("network-database"));
    assert.ok(namesOf(recorded.named("state-server").dependencies).includes("network-database-zone-link"));
  });
});
