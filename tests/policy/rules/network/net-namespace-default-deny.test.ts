import { rule } from "../../../../policy/rules/network/net-namespace-default-deny.ts";
import { object } from "../../../support/kubernetes.ts";
import { DENY_ALL, DNS_PORTS, egressTo, policy } from "../../../support/networkPolicies.ts";
import { describeRule } from "../../../support/rule.ts";

const namespace = (name = "agents") => object("kubernetes:core/v1:Namespace", { name, namespace: undefined }, {});
const dns = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } };

describeRule(rule, {
  passes: {
    "a policy that denies all": { of: [namespace(), policy("deny", DENY_ALL)] },
    "a policy without a selector, which is for all": {
      of: [namespace(), policy("deny", { policyTypes: ["Ingress", "Egress"] })],
    },
    "one policy for each direction": {
      of: [namespace(), policy("in", { podSelector: {} }), policy("out", { podSelector: {}, policyTypes: ["Egress"] })],
    },
    "a policy that denies all but DNS": {
      of: [namespace(), policy("in", { podSelector: {} }), policy("out", egressTo(dns, DNS_PORTS))],
    },
    "a namespace of the cluster's own": { of: namespace("kube-system") },
    "a namespace that is left out": { of: namespace("legacy"), knobs: { excludeNamespaces: ["legacy"] } },
  },
  fails: {
    "a namespace without a policy": {
      of: namespace(),
      finds: [": got nothing, want a NetworkPolicy that denies Ingress and Egress by default"],
    },
    "a policy for some pods": {
      of: [namespace(), policy("some", { ...DENY_ALL, podSelector: { matchLabels: { app: "a" } } })],
      finds: ["it : got nothing, want a NetworkPolicy that denies Ingress and Egress by default"],
    },
    "a policy that lets everything out": {
      of: [namespace(), policy("open", { ...DENY_ALL, egress: [{}] })],
      finds: ['it : got ["Ingress"], want a NetworkPolicy that denies Egress by default'],
    },
    "a policy in another namespace": {
      of: [namespace(), policy("elsewhere", DENY_ALL, "other")],
      finds: ["it : got nothing, want a NetworkPolicy that denies Ingress and Egress by default"],
    },
    "a policy that leaves out what goes out": {
      of: [namespace(), policy("in", { podSelector: {}, ingress: [] })],
      finds: ['it : got ["Ingress"], want a NetworkPolicy that denies Egress by default'],
    },
  },
  unknown: {
    "a policy's types that are not known yet": { of: [policy("in", {}), namespace()], path: "spec.policyTypes" },
    "a policy's namespace that is not known yet": {
      of: [policy("deny", DENY_ALL), namespace()],
      path: "metadata.namespace",
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:NetworkPolicy",
    where: ({ props }) => props.metadata.name === "default-deny" && props.metadata.namespace === "agents",
    change: ({ props }) => {
      props.spec.policyTypes = ["Egress"];
    },
  },
});
