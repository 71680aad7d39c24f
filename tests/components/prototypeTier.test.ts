import assert from "node:assert/strict";
import type { Agent } from "../../components/agent.ts";
import { PrototypeTier } from "../../components/tiers/prototype.ts";
import { differences } from "../../sandbox/difference.ts";
import { dump } from "../../sandbox/dump.ts";
import { artificialUuid } from "../../sandbox/simulate/simulation.ts";
import { agentWith, SUBSCRIPTION, settingsWith } from "../support/agents.ts";
import { namesOf, type Recorded, recordProgram } from "../support/program.ts";

const SECRETS = { "openai-api-key": "sk-not-real" };

const research = agentWith({
  ingress: { exposure: "external" },
  state: { actors: true },
  topics: { subscribe: ["tasks"], publish: ["tasks", "results"] },
  secrets: { OPENAI_API_KEY: "openai-api-key" },
});
const writer = agentWith({ name: "writer", state: {}, topics: { subscribe: ["results"], publish: ["drafts"] } });
const critic = agentWith({
  name: "critic",
  ingress: { exposure: "none" },
  topics: { subscribe: ["drafts", "results"], publish: ["tasks"] },
});

const tier = (agents: Agent[], block = {}) =>
  recordProgram(() => new PrototypeTier("prototype", settingsWith(agents, block, SECRETS)).outputs);

const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/daca-dev-rg`;

/** Types that must be there before an app can start. */
const BEFORE_APPS = [
  "azure-native:authorization:RoleAssignment",
  "azure-native:cosmosdb:SqlResourceSqlRoleAssignment",
  "azure-native:cosmosdb:SqlResourceSqlContainer",
  "azure-native:servicebus:Subscription",
  "azure-native:app:DaprComponent",
  "azure-native:app:DaprComponentResiliencyPolicy",
];

describe("PrototypeTier", () => {
  let alone: Recorded;
  let together: Recorded;

  before(async () => {
    alone = await tier([research]);
    together = await tier([research, writer, critic]);
  });

  it("makes one environment, one app and everything around it for one agent", () => {
    const { resources } = alone;
    const counts = Object.fromEntries(
      [...Map.groupBy(resources, ({ type }) => type)]
        .filter(([type]) => type.startsWith("azure-native:"))
        .map(([type, all]) => [type.replace("azure-native:", ""), all.length]),
    );
    assert.deepEqual(counts, {
      "resources:ResourceGroup": 1,
      "managedidentity:UserAssignedIdentity": 3,
      "operationalinsights:Workspace": 1,
      "applicationinsights:Component": 1,
      "containerregistry:Registry": 1,
      "keyvault:Vault": 1,
      "keyvault:Secret": 1,
      "cosmosdb:DatabaseAccount": 1,
      "cosmosdb:SqlResourceSqlDatabase": 1,
      "cosmosdb:SqlResourceSqlContainer": 1,
      "cosmosdb:SqlResourceSqlRoleAssignment": 1,
      "servicebus:Namespace": 1,
      "servicebus:Topic": 3,
      "servicebus:Subscription": 2,
      "authorization:RoleAssignment": 5,
      "app:ManagedEnvironment": 1,
      "app:DaprComponent": 2,
      "app:DaprComponentResiliencyPolicy": 2,
      "app:ContainerApp": 1,
      "monitor:DiagnosticSetting": 5,
      "monitor:ActionGroup": 1,
      "monitor:MetricAlert": 7,
      "monitor:ScheduledQueryRule": 1,
      "consumption:Budget": 1,
    });
  });

  it("lets three agents talk over the topics they name", () => {
    const { ofType } = together;
    const routes = ofType("azure-native:servicebus:Subscription").map(
      ({ inputs }) => `${inputs.topicName}>${inputs.subscriptionName}`,
    );
    assert.deepEqual(routes.toSorted(), [
      "critic-dead-letter>kept",
      "drafts>critic",
      "research-agent-dead-letter>kept",
      "results>critic",
      "results>writer",
      "tasks>research-agent",
      "writer-dead-letter>kept",
    ]);
    assert.deepEqual(
      ofType("azure-native:app:ContainerApp")
        .map(({ inputs }) => inputs.containerAppName)
        .toSorted(),
      ["critic", "research-agent", "writer"],
    );
    assert.equal(ofType("azure-native:app:ManagedEnvironment").length, 1);
  });

  it("gives an agent without state no state store", () => {
    const { named } = together;
    assert.deepEqual(named("prototype-dapr-agent-statestore").inputs.scopes, ["research-agent", "writer"]);
    assert.doesNotMatch(JSON.stringify(named("prototype-agent-critic-app").inputs), /STATE_STORE/);
    assert.match(JSON.stringify(named("prototype-agent-writer-app").inputs), /STATE_STORE/);
  });

  it("has every app wait for all roles, subscriptions and Dapr components", () => {
    const { resources, ofType } = together;
    const needed = resources.filter(({ type }) => BEFORE_APPS.includes(type)).map(({ urn }) => urn);
    assert.equal(needed.length, 5 + 1 + 1 + 7 + 2 + 2);
    for (const app of ofType("azure-native:app:ContainerApp")) {
      const missed = needed.filter((urn) => !app.dependencies.includes(urn));
      assert.deepEqual(namesOf(missed), [], app.name);
    }
  });

  it("uses one explicit provider for the subscription of the settings, and never a default one", () => {
    const { named, resources } = alone;
    const provider = named("prototype-azure");
    assert.deepEqual(provider.inputs, { environment: "public", location: "eastus", subscriptionId: SUBSCRIPTION });
    for (const resource of resources.filter(({ type }) => type.startsWith("azure-native:"))) {
      assert.equal(resource.provider, provider.urn, resource.name);
    }
  });

  it("names every child after its parent, and protects nothing: a prototype can be thrown away", async () => {
    const { resources } = await tier([research, writer]);
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const { name, parent, protect, type } of resources.filter((resource) =>
      resource.name.startsWith("prototype-"),
    )) {
      const above = byUrn.get(parent ?? "");
      assert.ok(above && name.startsWith(`${above.name}-`), `${type} ${name}`);
      assert.equal(protect, false, name);
    }
  });

  it("says where the agents are and where to look", () => {
    const { outputs } = together;
    const domain = "daca-dev-c-simulated.eastus.azurecontainerapps.io";
    assert.deepEqual(outputs, {
      urls: { "research-agent": `https://research-agent.${domain}`, writer: `https://writer.internal.${domain}` },
      daprVersion: "1.16.4",
      registry: "dacadevcrsimula.azurecr.io",
      pullIdentity: artificialUuid(
        `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/daca-dev-id-pull/principal`,
      ),
      resourceGroup: "daca-dev-rg",
      releases: Object.fromEntries(
        [research, writer, critic].map(({ name, image }) => [name, { image, delivery: { strategy: "rolling" } }]),
      ),
      portal: {
        resourceGroup: `https://portal.azure.com/#resource${GROUP}/overview`,
        logs: `https://portal.azure.com/#resource${GROUP}/providers/Microsoft.OperationalInsights/workspaces/daca-dev-log/logs`,
        traces: `https://portal.azure.com/#resource${GROUP}/providers/Microsoft.Insights/components/daca-dev-appi/applicationMap`,
        costs: `https://portal.azure.com/#resource${GROUP}/costanalysis`,
      },
    });
  });

  it("shows the revisions of a blue/green agent and the DNS records of its domain", async () => {
    const domain = { name: "agents.example.com", stage: "verify" };
    const agent = agentWith({ ingress: { exposure: "external", domain }, delivery: { strategy: "blueGreen" } });
    const { outputs } = await tier([agent]);
    const { revisions, domainRecords } = outputs as {
      revisions: Record<string, Record<string, string>>;
      domainRecords: Record<string, { type: string; name: string }[]>;
    };
    assert.deepEqual(Object.keys(revisions["research-agent"] ?? {}), ["blue"]);
    assert.match(revisions["research-agent"]?.blue ?? "", /^rabababab-[0-9a-f]{8}$/);
    assert.deepEqual(
      domainRecords["research-agent"]?.map(({ type, name }) => `${type} ${name}`),
      ["CNAME agents.example.com", "TXT asuid.agents.example.com"],
    );
  });

  it("adds an agent without touching the ones that are there, but for what they share", async () => {
    const before = dump(alone);
    const now = dump(await tier([research, writer]));
    const touched = differences(before, now).filter(({ kind }) => kind !== "added");
    assert.deepEqual(
      touched
        .filter(({ type }) => type.startsWith("azure-native:"))
        .map(({ kind, name, changes }) => [kind, name, changes]),
      [
        // It waits for the newcomer's subscription too: the bus is shared.
        [
          "changed",
          "prototype-agent-research-agent-app",
          [
            "waits for prototype-bus-results.writer, which it did not",
            "waits for prototype-bus-writer-dead-letter.kept, which it did not",
          ],
        ],
        [
          "changed",
          "prototype-dapr-agent-pubsub",
          [
            'inputs.metadata[6].value  "tasks,results,research-agent-dead-letter" -> "tasks,results,research-agent-dead-letter,drafts,writer-d...',
            'inputs.metadata[7].value  "research-agent=tasks,results,research-agent-dead-letter" -> "research-agent=tasks,results,research-agent-dead-letter;...',
            'inputs.metadata[8].value  "research-agent=tasks" -> "research-agent=tasks;writer=results"',
            'inputs.scopes[1]  now "writer"',
          ],
        ],
        ["changed", "prototype-dapr-agent-statestore", ['inputs.scopes[1]  now "writer"']],
        [
          "changed",
          "prototype-watch-dropped",
          ['inputs.criteria.allOf[0].dimensions[0].values[1]  now "writer-dead-letter"'],
        ],
      ],
    );
  });
});
