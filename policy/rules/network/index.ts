import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as netAgentEgressAllowlist } from "./net-agent-egress-allowlist.ts";
import { rule as netBlockInstanceMetadata } from "./net-block-instance-metadata.ts";
import { rule as netIngressControllerMaintained } from "./net-ingress-controller-maintained.ts";
import { rule as netIngressHosts } from "./net-ingress-hosts.ts";
import { rule as netIngressNoSnippets } from "./net-ingress-no-snippets.ts";
import { rule as netIngressTls } from "./net-ingress-tls.ts";
import { rule as netIngressUniqueHosts } from "./net-ingress-unique-hosts.ts";
import { rule as netNamespaceDefaultDeny } from "./net-namespace-default-deny.ts";
import { rule as netNoAllowAllRule } from "./net-no-allow-all-rule.ts";
import { rule as netNoPublicService } from "./net-no-public-service.ts";
import { rule as netWorkloadCoveredByPolicy } from "./net-workload-covered-by-policy.ts";

export const rules: Rule[] = [
  netWorkloadCoveredByPolicy,
  netNamespaceDefaultDeny,
  netNoAllowAllRule,
  netAgentEgressAllowlist,
  netBlockInstanceMetadata,
  netNoPublicService,
  netIngressTls,
  netIngressHosts,
  netIngressUniqueHosts,
  netIngressNoSnippets,
  netIngressControllerMaintained,
];

export const departures: Departure[] = [
  {
    row: "net-workload-covered-by-policy",
    policies: ["net-workload-covered-by-policy"],
    why: "Policies of Cilium and Calico are not counted, for their selectors and defaults differ and no package has their types.",
  },
  {
    row: "net-agent-egress-allowlist",
    policies: ["net-agent-egress-allowlist"],
    why: "Host names are not among what may be allowed, for a NetworkPolicy has none.",
  },
  {
    row: "net-ingress-hygiene",
    policies: [
      "net-ingress-tls",
      "net-ingress-hosts",
      "net-ingress-unique-hosts",
      "net-ingress-no-snippets",
      "net-ingress-controller-maintained",
    ],
    why: "Its five concerns are exempted and mended one by one.",
  },
];
