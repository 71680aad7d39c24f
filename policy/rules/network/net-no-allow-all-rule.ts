import { z } from "zod";
import { contains, isEverything } from "../../lib/cidr.ts";
import {
  DIRECTIONS,
  type Peer,
  type PlacedRule,
  type PolicyPort,
  rulesOf,
} from "../../lib/kubernetes/networkPolicy.ts";
import { selectsAll } from "../../lib/kubernetes/selector.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** No rule may be open to everybody: to any destination, or, as advice, to any source. */
export const rule = resourceRule({
  name: "net-no-allow-all-rule",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A rule of a NetworkPolicy must say to whom it applies, and not to the whole cluster or internet.",
  why: "policies add up, so one rule that is open to all undoes every other policy of these pods",
  fix: "name the peers by podSelector and namespaceSelector, or by an ipBlock as narrow as can be",
  references: ["KSC C-0301", "KY restrict-networkpolicy-empty-podselector", "NSA"],
  kinds: ["kubernetes:networking.k8s.io:NetworkPolicy"],
  knobs: {
    allowedCidrs: z.array(z.string()).default([]).describe("Address ranges that a rule may have, such as 0.0.0.0/0."),
    allowedPorts: z
      .array(z.union([z.int(), z.string()]))
      .default([])
      .describe("Ports on which a rule may be open to all, by number or name."),
  },
  check: ({ props }, { allowedCidrs, allowedPorts }) =>
    DIRECTIONS.flatMap((direction) =>
      rulesOf(props.spec, direction)
        .filter(({ ports }) => !areAllowed(ports, allowedPorts))
        .flatMap((each) => openPeers(each, allowedCidrs))
        .map((finding) => ({ ...finding, advisory: direction === "Ingress" || undefined })),
    ),
});

function areAllowed(ports: PolicyPort[] = [], allowed: readonly (number | string)[]): boolean {
  return (
    ports.length > 0 &&
    ports.every(({ port, endPort }) => port !== undefined && endPort === undefined && allowed.includes(port))
  );
}

function openPeers({ peers, peersPath }: PlacedRule, allowedCidrs: readonly string[]): Finding[] {
  if (peers === undefined || peers.length === 0) return [{ path: peersPath, got: peers, want: "peers" }];
  return peers.flatMap((peer, index) =>
    isOpen(peer, allowedCidrs)
      ? [{ path: `${peersPath}[${index}]`, got: peer, want: "a peer that is narrower than all" }]
      : [],
  );
}

function isOpen({ ipBlock, namespaceSelector, podSelector }: Peer, allowedCidrs: readonly string[]): boolean {
  if (ipBlock) {
    const { cidr, except = [] } = ipBlock;
    return isEverything(cidr) && except.length === 0 && !allowedCidrs.some((allowed) => contains(allowed, cidr));
  }
  if (namespaceSelector) return selectsAll(namespaceSelector) && selectsAll(podSelector ?? {});
  return podSelector === undefined;
}
