import type { PropsOf } from "../kinds/index.ts";
import type { AnyResource, Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { placeOf } from "./place.ts";
import { podOf } from "./pods.ts";
import { type LabelSelector, selects, selectsAll } from "./selector.ts";

export const DIRECTIONS = ["Ingress", "Egress"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export type NetworkPolicySpec = NonNullable<PropsOf<"kubernetes:networking.k8s.io:NetworkPolicy">["spec"]>;
type EgressRule = NonNullable<NetworkPolicySpec["egress"]>[number];
export type Peer = NonNullable<EgressRule["to"]>[number];
export type PolicyPort = NonNullable<EgressRule["ports"]>[number];

/** One rule of a network policy and where it is. */
export interface PlacedRule {
  /** Who may send or be sent to; missing or empty for anybody. */
  peers: Peer[] | undefined;
  /** `spec.egress[0].to` */
  peersPath: string;
  /** Missing or empty for every port. */
  ports: PolicyPort[] | undefined;
  /** `spec.egress[0].ports` */
  portsPath: string;
}

/** What a policy governs. As Kubernetes defaults it: always what comes in, what goes out only if it says so or has rules. */
export function directionsOf(spec: NetworkPolicySpec | undefined): Direction[] {
  const types = spec?.policyTypes ?? [];
  if (types.length > 0) return DIRECTIONS.filter((direction) => types.includes(direction));
  return (spec?.egress ?? []).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

/** The rules of a policy that have an effect in a direction; those of one that it does not govern have none. */
export function rulesOf(spec: NetworkPolicySpec | undefined, direction: Direction): PlacedRule[] {
  if (!directionsOf(spec).includes(direction)) return [];
  if (direction === "Egress") return egressRules(spec?.egress ?? [], "spec.egress");
  return (spec?.ingress ?? []).map(({ from, ports }, index) => {
    const path = `spec.ingress[${index}]`;
    return { peers: from, peersPath: `${path}.from`, ports, portsPath: `${path}.ports` };
  });
}

/** Rules for what goes out that are at a path. */
export function egressRules(rules: readonly EgressRule[], path: string): PlacedRule[] {
  // Not by map: the SDK hands remediations arrays on which that fails.
  return Array.from(rules, ({ to, ports }, index) => ({
    peers: to,
    peersPath: `${path}[${index}].to`,
    ports,
    portsPath: `${path}[${index}].ports`,
  }));
}

/** Whether a rule lets everything through. */
export function allowsAll({ peers = [], ports = [] }: PlacedRule): boolean {
  return peers.length === 0 && ports.length === 0;
}

/** Whether a selector says whom it means, not only whom it leaves out. */
export function names(selector: LabelSelector | undefined): boolean {
  return (
    Object.keys(selector?.matchLabels ?? {}).length > 0 ||
    (selector?.matchExpressions ?? []).some(({ operator }) => operator === "In" || operator === "Exists")
  );
}

/** Whether a policy is for every pod of its namespace. A selector that is missing is an empty one. */
export function isForAll(spec: NetworkPolicySpec | undefined): boolean {
  return selectsAll(spec?.podSelector ?? {});
}

/** The policies that govern the pods which a resource makes: those of its cluster and namespace that select them. */
export function policiesOver(
  stack: Stack,
  workload: AnyResource | Resource,
): Resource<"kubernetes:networking.k8s.io:NetworkPolicy">[] {
  const labels = podOf(workload)?.labels ?? {};
  return stack
    .of("kubernetes:networking.k8s.io:NetworkPolicy")
    .filter((policy) => placeOf(policy) === placeOf(workload) && selects(policy.props.spec?.podSelector ?? {}, labels));
}

/** Whether the agent-sandbox controller makes a policy, for both directions, for the pods of a template. */
export function hasManagedPolicy(
  workload: AnyResource | Resource,
): workload is Resource<"kubernetes:extensions.agents.x-k8s.io:SandboxTemplate"> {
  if (workload.kind !== "kubernetes:extensions.agents.x-k8s.io:SandboxTemplate") return false;
  const { spec } = workload.props as PropsOf<"kubernetes:extensions.agents.x-k8s.io:SandboxTemplate">;
  return (spec?.networkPolicyManagement ?? "Managed") === "Managed";
}
