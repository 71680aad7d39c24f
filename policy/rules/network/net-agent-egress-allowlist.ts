import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { contains } from "../../lib/cidr.ts";
import {
  directionsOf,
  egressRules,
  hasManagedPolicy,
  names,
  type PlacedRule,
  policiesOver,
  rulesOf,
} from "../../lib/kubernetes/networkPolicy.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { type LabelSelector, selects } from "../../lib/kubernetes/selector.ts";
import { type Finding, type StackFinding, stackRule } from "../../lib/rule.ts";

interface Allowed {
  allowedCidrs: string[];
  gatewaySelector: Record<string, string>;
  dnsSelector: Record<string, string>;
  dnsPorts: number[];
}

/** What agents send must be limited to named peers. Every sandbox of kubernetes-sigs/agent-sandbox counts as an agent. */
export const rule = stackRule({
  name: "net-agent-egress-allowlist",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An agent must be able to send only to named peers: DNS, the gateway and what it works with.",
  why: "an agent that is talked into it could send what it knows to anybody",
  fix: "add a NetworkPolicy with policyTypes Egress that allows DNS on port 53, the egress gateway and named pods",
  references: ["KSC C-0301", "KY add-networkpolicy-dns", "LLM10", "ASI02", "ASI05", "ASI10"],
  knobs: {
    ...AGENT_SELECTOR,
    gatewaySelector: z
      .record(z.string(), z.string())
      .default({})
      .describe("Labels of namespaces of gateways, of which agents may reach every pod."),
    allowedCidrs: z.array(z.string()).default([]).describe("Address ranges that agents may reach."),
    dnsSelector: z.record(z.string(), z.string()).default({ "k8s-app": "kube-dns" }).describe("Labels of DNS pods."),
    dnsPorts: z.array(z.int()).default([53]).describe("Ports of DNS pods."),
  },
  check(stack, { agentSelector, ...allowed }) {
    const findings = stack
      .of(...POD_KINDS)
      .filter((workload) => podOf(workload) && (isSandbox(workload) || isAgent(workload, agentSelector)))
      .flatMap((workload): StackFinding[] => {
        if (hasManagedPolicy(workload)) {
          const policy = workload.props.spec?.networkPolicy;
          // What the controller puts in place by itself lets a sandbox reach all of the internet.
          if (!policy) return [{ resource: workload, path: "spec.networkPolicy", want: "rules of its own" }];
          const rules = egressRules(policy.egress ?? [], "spec.networkPolicy.egress");
          return rules.flatMap((each) => wideOpen(each, allowed)).map((each) => ({ resource: workload, ...each }));
        }
        const policies = policiesOver(stack, workload).filter(({ props }) =>
          directionsOf(props.spec).includes("Egress"),
        );
        if (policies.length === 0) {
          return [{ resource: workload, path: "", want: "a NetworkPolicy for Egress", absent: true }];
        }
        return policies.flatMap((policy) =>
          rulesOf(policy.props.spec, "Egress")
            .flatMap((each) => wideOpen(each, allowed))
            .map((each) => ({ resource: policy, ...each })),
        );
      });
    // A policy that selects several agents is wrong once.
    return [
      ...new Map(findings.map((each) => [`${each.resource.urn} ${each.resource.at}${each.path}`, each])).values(),
    ];
  },
});

function isSandbox({ kind }: { kind: string }): boolean {
  return kind === "kubernetes:extensions.agents.x-k8s.io:SandboxTemplate";
}

function wideOpen({ peers, peersPath, ports, portsPath }: PlacedRule, allowed: Allowed): Finding[] {
  if (peers === undefined || peers.length === 0) return [{ path: peersPath, got: peers, want: "named peers" }];
  const isDns =
    ports !== undefined &&
    ports.length > 0 &&
    ports.every(({ port, endPort }) => endPort === undefined && allowed.dnsPorts.includes(Number(port)));
  return peers.flatMap((peer, index): Finding[] => {
    const { ipBlock, podSelector, namespaceSelector } = peer;
    const here = { path: `${peersPath}[${index}]`, got: peer };
    if (ipBlock) {
      const isAllowed = allowed.allowedCidrs.some((each) => contains(each, ipBlock.cidr));
      return isAllowed ? [] : [{ ...here, want: "a range of allowedCidrs" }];
    }
    if (isDns && (names(podSelector) || names(namespaceSelector))) return [];
    if (names(podSelector)) {
      const isOpenDns = selects(podSelector, allowed.dnsSelector);
      return isOpenDns ? [{ path: portsPath, got: ports, want: "only the ports of DNS" }] : [];
    }
    return isGateway(namespaceSelector, allowed.gatewaySelector) ? [] : [{ ...here, want: "pods that are named" }];
  });
}

function isGateway(selector: LabelSelector | undefined, gateway: Record<string, string>): boolean {
  const labels = Object.entries(gateway);
  return labels.length > 0 && labels.every(([key, value]) => selector?.matchLabels?.[key] === value);
}
