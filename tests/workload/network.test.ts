import assert from "node:assert/strict";
import type { Manifest } from "../../components/kubernetes/manifest.ts";
import type { WorkloadContext } from "../../components/workload/context.ts";
import { agentFoundation } from "../../components/workload/foundation.ts";
import { agentManifests } from "../../components/workload/manifests.ts";
import { backendsWith, contextWith, wholeAgent } from "../support/workload.ts";

const PODS = { "app.kubernetes.io/name": "research-agent", "app.kubernetes.io/component": "agent" };

/** The policy of a name. */
function policy(name: string, change: Partial<WorkloadContext> = {}, agent = wholeAgent()): Manifest | undefined {
  const context = contextWith(change);
  return [...agentFoundation(agent, context, backendsWith()), ...agentManifests(agent, context)].find(
    ({ kind, metadata }) => kind.endsWith("NetworkPolicy") && metadata.name === name,
  );
}

/** The rules of the policy of a name. */
function rulesOf(...about: Parameters<typeof policy>): Rules {
  const found = policy(...about);
  assert.ok(found);
  return found.spec as Rules;
}

interface Rules {
  ingress: { from: object[]; ports: { port: number | string }[] }[];
  egress: { to: { podSelector?: { matchLabels: Record<string, string> } }[]; ports: { port: number | string }[] }[];
}

describe("What an agent may send and receive", () => {
  it("is, by name, what its settings and its backends say, where Cilium runs", () => {
    const dns = {
      toEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": "kube-system", "k8s:k8s-app": "kube-dns" } }],
      toPorts: [{ ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } }],
    };
    const host = (matchName: string, port: string) => ({
      toFQDNs: [{ matchName }],
      toPorts: [{ ports: [{ port, protocol: "TCP" }] }],
    });
    assert.deepEqual(policy("research-agent-hosts")?.spec, {
      endpointSelector: { matchLabels: PODS },
      egress: [dns, host("api.openai.com", "443")],
    });
    assert.deepEqual(policy("research-agent-backends")?.spec, {
      endpointSelector: { matchLabels: PODS },
      egress: [dns, host("db.example.com", "5432"), host("bus.servicebus.windows.net", "5671")],
    });
  });

  it("is, by name, what its settings say on EKS, beside DNS and its own credentials", () => {
    const found = policy("research-agent-hosts", { egress: "aws", cloud: "aws", dnsAddress: "172.20.0.10" });
    assert.equal(found?.apiVersion, "networking.k8s.aws/v1alpha1");
    assert.deepEqual(found?.spec, {
      podSelector: { matchLabels: PODS },
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ipBlock: { cidr: "172.20.0.10/32" } }],
          ports: [
            { protocol: "UDP", port: 53 },
            { protocol: "TCP", port: 53 },
          ],
        },
        { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
        { to: [{ domainNames: ["api.openai.com"] }], ports: [{ protocol: "TCP", port: 443 }] },
      ],
    });
  });

  it("is any host but the node's metadata service, on the ports in use, where hosts cannot be told apart", () => {
    assert.equal(policy("research-agent-hosts", { egress: "ports" }), undefined);
    const { egress } = rulesOf("research-agent-backends", { egress: "ports" });
    assert.deepEqual(egress, [
      {
        to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }],
        ports: [
          { protocol: "TCP", port: 5432 },
          { protocol: "TCP", port: 5671 },
        ],
      },
    ]);
  });

  it("inside the cluster is DNS, Dapr, the collector and the agents of the team", () => {
    const { egress } = rulesOf("research-agent");
    assert.deepEqual(
      egress.map(({ to, ports }) => [
        Object.values(to[0]?.podSelector?.matchLabels ?? {}).join(),
        ports.map(({ port }) => port).join(),
      ]),
      [
        ["kube-dns", "53,53"],
        ["dapr-operator", "6500"],
        ["dapr-sentry", "50001"],
        ["dapr-placement-server", "50005"],
        ["dapr-scheduler-server", "50006"],
        ["opentelemetry-collector", "4317"],
        ["agent", "http,50002"],
      ],
    );
  });

  it("comes from the team's agents, their sidecars and Prometheus, and from the gateway only where it is external", () => {
    const gateway = { namespace: "gateway", podLabels: { app: "gateway" } };
    const callers = (exposure: string) =>
      rulesOf("research-agent", { gateway }, wholeAgent({ ingress: { exposure } })).ingress.map(
        ({ from, ports }) => `${ports.map(({ port }) => port).join()} from ${from.length}`,
      );
    assert.deepEqual(callers("none"), ["50002 from 1", "9090,9095 from 1"]);
    assert.deepEqual(callers("internal"), ["http from 1", "50002 from 1", "9090,9095 from 1"]);
    assert.deepEqual(callers("external"), ["http from 2", "50002 from 1", "9090,9095 from 1"]);
  });
});

describe("What an agent may do through Dapr", () => {
  const configuration = (callers?: string[], fields = {}) => {
    const agent = wholeAgent({ ...fields, ...(callers ? { callers } : {}) });
    const found = agentFoundation(agent, contextWith(), backendsWith()).find(({ kind }) => kind === "Configuration");
    return found?.spec as {
      accessControl: object;
      api: { allowed: { name: string; protocol: string }[] };
    };
  };

  it("is called by nobody, unless by those that are named", () => {
    assert.deepEqual(configuration().accessControl, { defaultAction: "deny", trustDomain: "agents", policies: [] });
    assert.deepEqual(configuration(["planner"]).accessControl, {
      defaultAction: "deny",
      trustDomain: "agents",
      policies: [{ appId: "planner", defaultAction: "allow", trustDomain: "agents", namespace: "research" }],
    });
  });

  it("is offered the APIs that its settings speak of, over both protocols", () => {
    const apis = (fields = {}) =>
      configuration(undefined, fields).api.allowed.map(({ name, protocol }) => `${name} ${protocol}`);
    assert.deepEqual(apis({ state: undefined, topics: {} }), [
      "metadata http",
      "metadata grpc",
      "invoke http",
      "invoke grpc",
    ]);
    assert.deepEqual(apis({ state: { actors: true } }).slice(4), [
      "state http",
      "state grpc",
      "actors http",
      "actors grpc",
      "publish http",
      "publish grpc",
    ]);
  });

  it("has the backends that it uses and no others, each for itself alone", () => {
    const kinds = (fields: Record<string, unknown>) =>
      agentFoundation(wholeAgent(fields), contextWith(), backendsWith()).flatMap(({ kind, metadata, scopes }) =>
        kind === "Component" || kind === "Resiliency" ? [`${kind} ${metadata.name} for ${scopes}`] : [],
      );
    assert.deepEqual(kinds({}), [
      "Component research-agent-statestore for research-agent",
      "Component research-agent-pubsub for research-agent",
      "Resiliency research-agent for research-agent",
    ]);
    assert.deepEqual(kinds({ state: undefined, topics: {} }), []);
  });

  it("may use the topics that its settings name, by Dapr's own scopes", () => {
    const [found] = agentFoundation(wholeAgent(), contextWith(), backendsWith()).filter(
      ({ metadata }) => metadata.name === "research-agent-pubsub",
    );
    assert.ok(found);
    assert.deepEqual((found.spec as { metadata: object[] }).metadata, [
      { name: "namespaceName", value: "bus.servicebus.windows.net" },
      { name: "protectedTopics", value: "results,research-agent-dead-letter,tasks" },
      { name: "publishingScopes", value: "research-agent=results,research-agent-dead-letter" },
      { name: "subscriptionScopes", value: "research-agent=tasks" },
    ]);
  });
});
