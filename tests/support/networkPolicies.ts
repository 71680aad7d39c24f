import type { NetworkPolicySpec } from "../../policy/lib/kubernetes/networkPolicy.ts";
import { object } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

/** A network policy; what goes out and comes in as its spec says. */
export function policy(name: string, spec: NetworkPolicySpec = {}, namespace = "agents"): Fixture {
  return { ...object("kubernetes:networking.k8s.io/v1:NetworkPolicy", { name, namespace }, { spec }), name };
}

/** The spec of a policy with one rule for what goes out, to one peer. */
export function egressTo(peer: object, ports?: object[]): NetworkPolicySpec {
  return { podSelector: {}, policyTypes: ["Egress"], egress: [{ to: [peer], ...(ports ? { ports } : {}) }] };
}

/** The ports of DNS. */
export const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** Denies all pods of a namespace everything. */
export const DENY_ALL: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Ingress", "Egress"] };
