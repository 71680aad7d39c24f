import type { INetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import type { Agent } from "../../agent.ts";
import { METRICS_PORT } from "../../agentEnvironment.ts";
import type { Manifest } from "../../kubernetes/manifest.ts";
import type { WorkloadContext } from "../context.ts";
import { metadataOf, selectorLabels } from "../labels.ts";
import { DAPR_INTERNAL_PORT, DAPR_METRICS_PORT, HTTP } from "../names.ts";
import { egressByPort } from "./hosts.ts";

type Ingress = NonNullable<NonNullable<INetworkPolicy["spec"]>["ingress"]>[number];
type Egress = NonNullable<NonNullable<INetworkPolicy["spec"]>["egress"]>[number];
type Port = NonNullable<Egress["ports"]>[number];

/** Labels of every agent's pods. */
const AGENTS = { "app.kubernetes.io/component": "agent" };

/** Dapr's control plane as sidecars reach it: the port of the pod, not that of its Service. */
const CONTROL_PLANE = {
  "dapr-operator": 6500,
  "dapr-sentry": 50001,
  "dapr-placement-server": 50005,
  "dapr-scheduler-server": 50006,
};

/**
 * Who may reach an agent and whom it may reach, on top of the namespace's default of nobody. Hosts outside the cluster
 * are in policies of their own where the cluster can tell hosts apart.
 */
export function networkPolicy(agent: Agent, context: WorkloadContext): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: metadataOf(agent, context),
    spec: {
      podSelector: { matchLabels: selectorLabels(agent) },
      policyTypes: ["Ingress", "Egress"],
      ingress: [...callers(agent, context), sidecars(), prometheus(context)],
      egress: [dns(), ...controlPlane(context), collector(context), agents(), ...egressByPort(agent, context)],
    },
  } satisfies INetworkPolicy;
}

/** Who sends requests: the agents of the team, and the gateway for those the internet may reach. */
function callers({ ingress: { exposure } }: Agent, { gateway }: WorkloadContext): Ingress[] {
  if (exposure === "none") return [];
  const beside = { podSelector: { matchLabels: AGENTS } };
  const outside =
    exposure === "external" && gateway
      ? [{ namespaceSelector: namespace(gateway.namespace), podSelector: { matchLabels: gateway.podLabels } }]
      : [];
  return [{ from: [beside, ...outside], ports: [tcp(HTTP)] }];
}

/** Sidecars of the team's agents: for actors that live elsewhere, and for calls, which Dapr's access control judges. */
function sidecars(): Ingress {
  return { from: [{ podSelector: { matchLabels: AGENTS } }], ports: [tcp(DAPR_INTERNAL_PORT)] };
}

function prometheus({ monitoring }: WorkloadContext): Ingress {
  return {
    from: [
      {
        namespaceSelector: namespace(monitoring.namespace),
        podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } },
      },
    ],
    ports: [tcp(METRICS_PORT), tcp(DAPR_METRICS_PORT)],
  };
}

function dns(): Egress {
  return {
    to: [{ namespaceSelector: namespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
    ports: [{ protocol: "UDP", port: 53 }, tcp(53)],
  };
}

function controlPlane({ daprNamespace }: WorkloadContext): Egress[] {
  return Object.entries(CONTROL_PLANE).map(([app, port]) => ({
    to: [{ namespaceSelector: namespace(daprNamespace), podSelector: { matchLabels: { app } } }],
    ports: [tcp(port)],
  }));
}

function collector({ collector: { namespace: name, address } }: WorkloadContext): Egress {
  return {
    to: [
      {
        namespaceSelector: namespace(name),
        podSelector: { matchLabels: { "app.kubernetes.io/name": "opentelemetry-collector" } },
      },
    ],
    ports: [tcp(Number(address.split(":")[1]))],
  };
}

/** The agents of the team, each of which says itself who may call it. */
function agents(): Egress {
  return { to: [{ podSelector: { matchLabels: AGENTS } }], ports: [tcp(HTTP), tcp(DAPR_INTERNAL_PORT)] };
}

function namespace(name: string) {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

function tcp(port: number | string): Port {
  return { protocol: "TCP", port };
}
