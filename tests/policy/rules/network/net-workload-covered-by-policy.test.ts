import { rule } from "../../../../policy/rules/network/net-workload-covered-by-policy.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { DENY_ALL, policy } from "../../../support/networkPolicies.ts";
import { describeRule } from "../../../support/rule.ts";

const template = (spec: object) =>
  object(
    "kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate",
    {},
    { spec: { podTemplate: { metadata: { labels: AGENT_LABELS }, spec: podSpec() }, ...spec } },
  );

describeRule(rule, {
  passes: {
    "a workload under a policy for all": { of: [deployment(), policy("deny", DENY_ALL)] },
    "two policies that each govern one direction": {
      of: [
        deployment(),
        policy("in", { podSelector: { matchLabels: AGENT_LABELS }, ingress: [] }),
        policy("out", {
          podSelector: { matchExpressions: [{ key: "app.kubernetes.io/component", operator: "Exists" }] },
          policyTypes: ["Egress"],
        }),
      ],
    },
    "a policy whose rules for what goes out tell its types": {
      of: [deployment(), policy("both", { egress: [{ to: [{ podSelector: {} }] }] })],
    },
    "a sandbox whose controller makes its policy": { of: template({}) },
    "pods in their node's network": { of: deployment(podSpec({ hostNetwork: true })) },
    "a namespace of the cluster's own": { of: deployment(podSpec(), {}, { namespace: "kube-system" }) },
    "a namespace that is left out": { of: deployment(), knobs: { excludeNamespaces: ["agents"] } },
    "one direction where no more is asked for": {
      of: [deployment(), policy("in")],
      knobs: { directions: ["Ingress"] },
    },
  },
  fails: {
    "a workload without a policy": {
      of: deployment(),
      finds: [": got nothing, want a NetworkPolicy for Ingress and Egress"],
    },
    "a policy that governs only what comes in": {
      of: [deployment(), policy("in")],
      finds: ['it : got ["Ingress"], want a NetworkPolicy for Egress'],
    },
    "a policy in another namespace": {
      of: [deployment(), policy("elsewhere", DENY_ALL, "other")],
      finds: ["it : got nothing, want a NetworkPolicy for Ingress and Egress"],
    },
    "a policy with one label wrong": {
      of: [
        deployment(),
        policy("other", { ...DENY_ALL, podSelector: { matchLabels: { ...AGENT_LABELS, region: "eu" } } }),
      ],
      finds: ["it : got nothing, want a NetworkPolicy for Ingress and Egress"],
    },
    "a policy with one expression wrong": {
      of: [
        deployment(),
        policy("other", {
          ...DENY_ALL,
          podSelector: {
            matchLabels: AGENT_LABELS,
            matchExpressions: [{ key: "app.kubernetes.io/name", operator: "NotIn", values: ["research-agent"] }],
          },
        }),
      ],
      finds: ["it : got nothing, want a NetworkPolicy for Ingress and Egress"],
    },
    "a sandbox whose policy nobody makes": {
      of: template({ networkPolicyManagement: "Unmanaged" }),
      finds: [": got nothing, want a NetworkPolicy for Ingress and Egress"],
    },
  },
  unknown: {
    "a selector that is not known yet": {
      of: [policy("one", { ...DENY_ALL, podSelector: { matchLabels: { app: "other" } } }), deployment()],
      path: "spec.podSelector.matchLabels.app",
    },
    "types that are not known yet": { of: [policy("one"), deployment()], path: "spec.policyTypes" },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:NetworkPolicy",
    change: (_, all) => {
      for (const { type, props } of all) {
        if (type.endsWith("NetworkPolicy")) props.spec.podSelector = { matchLabels: { app: "another" } };
      }
    },
  },
});
