import { rule } from "../../../../policy/rules/network/net-no-allow-all-rule.ts";
import { DENY_ALL, DNS_PORTS, egressTo, policy } from "../../../support/networkPolicies.ts";
import { describeRule } from "../../../support/rule.ts";

const everywhere = { ipBlock: { cidr: "0.0.0.0/0" } };
const PEER = "want a peer that is narrower than all";

describeRule(rule, {
  passes: {
    "named pods of any namespace": {
      of: policy("dns", egressTo({ namespaceSelector: {}, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } })),
    },
    "all pods of its own namespace": { of: policy("own", egressTo({ podSelector: {} })) },
    "all addresses but some": {
      of: policy("internet", egressTo({ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } })),
    },
    "no rules at all": { of: policy("deny", DENY_ALL) },
    "rules without an effect": { of: policy("in", { policyTypes: ["Ingress"], egress: [{}] }) },
    "a range that may be": { of: policy("wide", egressTo(everywhere)), knobs: { allowedCidrs: ["0.0.0.0/0"] } },
    "ports that may be open to all": {
      of: policy("dns", { policyTypes: ["Egress"], egress: [{ ports: DNS_PORTS }] }),
      knobs: { allowedPorts: [53] },
    },
    "a port that may be open to all, by its name": {
      of: policy("dns", { policyTypes: ["Egress"], egress: [{ ports: [{ port: "dns" }] }] }),
      knobs: { allowedPorts: ["dns"] },
    },
  },
  fails: {
    "an empty rule": {
      of: policy("open", { policyTypes: ["Egress"], egress: [{}] }),
      finds: ["spec.egress[0].to: got nothing, want peers"],
    },
    "ports to anybody": {
      of: policy("https", { policyTypes: ["Egress"], egress: [{ to: [], ports: [{ port: 443 }] }] }),
      finds: ["spec.egress[0].to: got [], want peers"],
    },
    "a range of ports that begins with one that may be": {
      of: policy("ports", { policyTypes: ["Egress"], egress: [{ ports: [{ port: 53, endPort: 9999 }] }] }),
      knobs: { allowedPorts: [53] },
      finds: ["spec.egress[0].to: got nothing, want peers"],
    },
    "an empty peer": { of: policy("open", egressTo({})), finds: [`spec.egress[0].to[0]: got {}, ${PEER}`] },
    "every address": {
      of: policy("open", egressTo(everywhere)),
      finds: [`spec.egress[0].to[0]: got {"ipBlock":{"cidr":"0.0.0.0/0"}}, ${PEER}`],
    },
    "every address of IPv6, and no exceptions": {
      of: policy("open", egressTo({ ipBlock: { cidr: "::/0", except: [] } })),
      finds: [`spec.egress[0].to[0]: got {"ipBlock":{"cidr":"::/0","except":[]}}, ${PEER}`],
    },
    "every namespace": {
      of: policy("open", egressTo({ namespaceSelector: {}, podSelector: {} })),
      finds: [`spec.egress[0].to[0]: got {"namespaceSelector":{},"podSelector":{}}, ${PEER}`],
    },
    "every source, as advice": {
      of: policy("open", { ingress: [{ from: [{ podSelector: {} }, everywhere] }, {}] }),
      finds: [
        `spec.ingress[0].from[1]: got {"ipBlock":{"cidr":"0.0.0.0/0"}}, ${PEER} (advice)`,
        "spec.ingress[1].from: got nothing, want peers (advice)",
      ],
    },
  },
  unknown: {
    "peers that are not known yet": { of: policy("one", egressTo({})), path: "spec.egress[0].to" },
    "exceptions that are not known yet, and finds the rule after them": {
      of: policy("one", { policyTypes: ["Egress"], egress: [{ to: [everywhere] }, {}] }),
      path: "spec.egress[0].to[0].ipBlock.except",
      finds: ["spec.egress[1].to: got nothing, want peers"],
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:NetworkPolicy",
    change: ({ props }) => {
      props.spec.egress = [{}];
    },
  },
});
