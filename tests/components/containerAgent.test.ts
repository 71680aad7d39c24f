import assert from "node:assert/strict";
import { RandomUuid } from "@pulumi/random/randomUuid.js";
import { DIGEST } from "../support/agents.ts";
import { childrenOf, IN_GROUP, PROVIDER, recordInAzure, unknownText } from "../support/azure.ts";
import { appOf, containerAgentIn, recordAgent } from "../support/containerAgent.ts";
import { namesOf } from "../support/program.ts";

/** Plain environment of an agent that has neither state nor topics nor secrets. */
const ENVIRONMENT = [
  { name: "AGENT_NAME", value: "research-agent" },
  { name: "ENVIRONMENT", value: "dev" },
  { name: "PORT", value: "8000" },
  { name: "METRICS_PORT", value: "9090" },
  { name: "DRAIN_SECONDS", value: "600" },
  { name: "OTEL_SERVICE_NAME", value: "research-agent" },
  { name: "DAPR_HTTP_PORT", value: "3500" },
  { name: "DAPR_GRPC_PORT", value: "50001" },
  { name: "CONCURRENCY", value: "20" },
  { name: "AZURE_CLIENT_ID", value: "run-client" },
];

const get = (path: string) => ({ path, port: 8000, scheme: "HTTP" });

/** Inputs of the app of an agent that says nothing but its name and image. */
const INPUTS = {
  ...IN_GROUP,
  containerAppName: "research-agent",
  environmentId: "environment-id",
  workloadProfileName: "Consumption",
  identity: { type: "UserAssigned", userAssignedIdentities: ["run-id", "pull-id", "scale-id"] },
  configuration: {
    activeRevisionsMode: "Single",
    maxInactiveRevisions: 10,
    identitySettings: [
      { identity: "run-id", lifecycle: "Main" },
      { identity: "pull-id", lifecycle: "None" },
      { identity: "scale-id", lifecycle: "None" },
    ],
    registries: [{ server: "images.azurecr.io", identity: "pull-id" }],
    secrets: [],
    dapr: {
      enabled: true,
      appId: "research-agent",
      appPort: 8000,
      appProtocol: "http",
      logLevel: "info",
      maxConcurrency: 20,
      appHealth: {
        enabled: true,
        path: "/ready",
        probeIntervalSeconds: 5,
        probeTimeoutMilliseconds: 3000,
        threshold: 3,
      },
    },
    ingress: {
      external: false,
      targetPort: 8000,
      transport: "auto",
      allowInsecure: false,
      traffic: [{ latestRevision: true, weight: 100 }],
    },
  },
  template: {
    terminationGracePeriodSeconds: 600,
    scale: {
      minReplicas: 1,
      maxReplicas: 10,
      pollingInterval: 30,
      cooldownPeriod: 300,
      rules: [{ name: "requests", http: { metadata: { concurrentRequests: "20" } } }],
    },
    containers: [
      {
        name: "research-agent",
        image: `ghcr.io/acme/research-agent@${DIGEST}`,
        resources: { cpu: 1, memory: "2Gi" },
        env: ENVIRONMENT,
        probes: [
          { type: "Startup", httpGet: get("/health"), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 10 },
          { type: "Liveness", httpGet: get("/health"), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
          { type: "Readiness", httpGet: get("/ready"), periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 },
        ],
      },
    ],
  },
};

describe("ContainerAgent", () => {
  it("is one app, safe by default, with probes, drain and a Dapr sidecar", async () => {
    const recorded = await recordAgent();
    assert.deepEqual(childrenOf(recorded, "agent"), { "agent-app": "azure-native:app:ContainerApp" });
    assert.deepEqual(recorded.named("agent-app").inputs, INPUTS);
    assert.equal(recorded.named("agent-app").provider, PROVIDER);
  });

  it("has an app for an agent with everything", async () => {
    const recorded = await recordAgent({
      port: 8080,
      resources: { cpu: 0.5, memory: "1Gi" },
      replicas: { min: 2, max: 30 },
      scaling: { queue: 5, concurrency: 3 },
      drainSeconds: 120,
      state: { actors: true },
      topics: { subscribe: ["tasks", "urgent-tasks"], publish: ["results"] },
      env: { MODEL: "small" },
      secrets: { OPENAI_API_KEY: "openai-api-key" },
    });
    const app = appOf(recorded);
    const queue = (name: string, topicName: string) => ({
      name,
      custom: {
        type: "azure-servicebus",
        identity: "scale-id",
        metadata: { namespace: "bus", topicName, subscriptionName: "research-agent", messageCount: "5" },
      },
    });
    assert.deepEqual(app.template, {
      ...INPUTS.template,
      terminationGracePeriodSeconds: 120,
      scale: {
        ...INPUTS.template.scale,
        minReplicas: 2,
        maxReplicas: 30,
        rules: [
          { name: "requests", http: { metadata: { concurrentRequests: "3" } } },
          queue("messages-tasks", "tasks"),
          queue("messages-urgent-tasks", "urgent-tasks"),
        ],
      },
      containers: INPUTS.template.containers.map((container) => ({
        ...container,
        resources: { cpu: 0.5, memory: "1Gi" },
        env: [
          { name: "MODEL", value: "small" },
          { name: "AGENT_NAME", value: "research-agent" },
          { name: "ENVIRONMENT", value: "dev" },
          { name: "PORT", value: "8080" },
          { name: "METRICS_PORT", value: "9090" },
          { name: "DRAIN_SECONDS", value: "120" },
          { name: "OTEL_SERVICE_NAME", value: "research-agent" },
          { name: "DAPR_HTTP_PORT", value: "3500" },
          { name: "DAPR_GRPC_PORT", value: "50001" },
          { name: "STATE_STORE", value: "agent-statestore" },
          { name: "PUBSUB", value: "agent-pubsub" },
          { name: "SUBSCRIBE_TOPICS", value: "tasks,urgent-tasks" },
          { name: "PUBLISH_TOPICS", value: "results" },
          { name: "DEAD_LETTER_TOPIC", value: "research-agent-dead-letter" },
          { name: "CONCURRENCY", value: "3" },
          { name: "AZURE_CLIENT_ID", value: "run-client" },
          { name: "OPENAI_API_KEY", secretRef: "openai-api-key" },
          { name: "SECRET_VERSIONS", value: "v1" },
        ],
        probes: container.probes.map((probe) => ({ ...probe, httpGet: { ...probe.httpGet, port: 8080 } })),
      })),
    });
    assert.deepEqual(app.configuration.dapr, { ...INPUTS.configuration.dapr, appPort: 8080, maxConcurrency: 3 });
    assert.equal(app.configuration.ingress?.targetPort, 8080);
  });

  it("waits for what it is told to wait for", async () => {
    const { named } = await recordInAzure((azure) => {
      const roles = ["first", "second"].map((name) => new RandomUuid(name));
      containerAgentIn(azure, {}, {}, roles);
    });
    assert.deepEqual(namesOf(named("agent-app").dependencies), ["first", "second"]);
  });

  it("keeps unknown in a preview what only Azure can answer, and everything that is made of it", async () => {
    const [id, clientId] = [unknownText(), unknownText()];
    const { named, outputs } = await recordInAzure(
      (azure) => {
        const fields = {
          image: { repository: "research-agent", digest: DIGEST },
          secrets: { OPENAI_API_KEY: "openai-api-key" },
          delivery: { strategy: "blueGreen" },
        };
        const { url, revisions } = containerAgentIn(azure, fields, {
          environmentId: unknownText(),
          registryServer: unknownText(),
          secrets: { "openai-api-key": { url: unknownText(), version: unknownText() } },
          identities: { run: { id, clientId }, pull: { id }, scale: { id } },
        });
        return { url, revisions };
      },
      { preview: true },
    );
    assert.deepEqual(named("agent-app").inputs, {
      ...INPUTS,
      environmentId: "[unknown]",
      identity: { type: "UserAssigned", userAssignedIdentities: ["[unknown]", "[unknown]", "[unknown]"] },
      // The provider's SDK fills defaults into these two, so one unknown part makes each of them unknown.
      configuration: "[unknown]",
      template: "[unknown]",
    });
    assert.deepEqual(outputs, { url: undefined, revisions: undefined });
  });
});
