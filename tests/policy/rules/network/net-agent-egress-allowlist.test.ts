import { rule } from "../../../../policy/rules/network/net-agent-egress-allowlist.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { DENY_ALL, DNS_PORTS, egressTo, policy } from "../../../support/networkPolicies.ts";
import { describeRule } from "../../../support/rule.ts";

const kubeSystem = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } };
const dnsPods = { ...kubeSystem, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } };
const gateway = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "egress" } } };
const redis = { podSelector: { matchLabels: { app: "redis" } } };

const template = (spec: object) =>
  object(
    "kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate",
    {},
    { spec: { podTemplate: { metadata: { labels: { app: "sandbox" } }, spec: podSpec() }, ...spec } },
  );

describeRule(rule, {
  passes: {
    "DNS and named pods": {
      of: [deployment(), policy("dns", egressTo(dnsPods, DNS_PORTS)), policy("redis", egressTo(redis))],
    },
    "DNS by its namespace": { of: [deployment(), policy("dns", egressTo(kubeSystem, DNS_PORTS))] },
    "an agent that may send nothing": { of: [deployment(), policy("deny", DENY_ALL)] },
    "a workload that is no agent": { of: deployment(podSpec(), { template: { spec: podSpec() } }) },
    "an agent of other labels, which is none by these": {
      of: deployment(),
      knobs: { agentSelector: { "acme.com/agent": "true" } },
    },
    "a range that agents may reach": {
      of: [deployment(), policy("models", egressTo({ ipBlock: { cidr: "10.1.2.0/24" } }))],
      knobs: { allowedCidrs: ["10.1.0.0/16"] },
    },
    "the namespace of gateways": {
      of: [deployment(), policy("out", egressTo(gateway))],
      knobs: { gatewaySelector: { "kubernetes.io/metadata.name": "egress" } },
    },
    "DNS pods of other labels and ports": {
      of: [deployment(), policy("dns", egressTo({ podSelector: { matchLabels: { dns: "yes" } } }, [{ port: 5353 }]))],
      knobs: { dnsSelector: { dns: "yes" }, dnsPorts: [5353] },
    },
    "a sandbox with rules of its own": { of: template({ networkPolicy: { egress: [{ to: [redis] }] } }) },
    "a sandbox whose policy is another object": {
      of: [template({ networkPolicyManagement: "Unmanaged" }), policy("redis", egressTo(redis))],
    },
  },
  fails: {
    "an agent without a policy": { of: deployment(), finds: [": got nothing, want a NetworkPolicy for Egress"] },
    "a policy that governs only what comes in": {
      of: [deployment(), policy("in")],
      finds: ["it : got nothing, want a NetworkPolicy for Egress"],
    },
    "a policy of another namespace": {
      of: [deployment(), policy("dns", egressTo(dnsPods, DNS_PORTS), "other")],
      finds: ["it : got nothing, want a NetworkPolicy for Egress"],
    },
    "once what a policy over two agents leaves open": {
      of: [
        deployment(),
        deployment(podSpec(), {}, { name: "writing-agent" }),
        policy("https", {
          podSelector: { matchLabels: { "app.kubernetes.io/component": "agent" } },
          egress: [{ to: [redis] }, { ports: [{ port: 443 }] }],
        }),
      ],
      finds: ["https spec.egress[1].to: got nothing, want named peers"],
    },
    "an address range, a whole namespace and all pods but some": {
      of: [
        deployment(),
        policy("wide", {
          policyTypes: ["Egress"],
          egress: [
            {
              to: [
                { ipBlock: { cidr: "10.0.0.0/8" } },
                gateway,
                { podSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["redis"] }] } },
              ],
            },
          ],
        }),
      ],
      finds: [
        'wide spec.egress[0].to[0]: got {"ipBlock":{"cidr":"10.0.0.0/8"}}, want a range of allowedCidrs',
        'wide spec.egress[0].to[1]: got {"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"egress"}}}, want pods that are named',
        'wide spec.egress[0].to[2]: got {"podSelector":{"matchExpressions":[{"key":"app","operator":"NotIn","values":..., want pods that are named',
      ],
    },
    "DNS pods on every port": {
      of: [deployment(), policy("dns", egressTo(dnsPods))],
      finds: ["dns spec.egress[0].ports: got nothing, want only the ports of DNS"],
    },
    "a sandbox with nothing but the controller's own rules": {
      of: template({}),
      finds: ["spec.networkPolicy: got nothing, want rules of its own"],
    },
    "a sandbox that may send to anybody": {
      of: template({ networkPolicy: { egress: [{ ports: [{ port: 443 }] }] } }),
      finds: ["spec.networkPolicy.egress[0].to: got nothing, want named peers"],
    },
  },
  unknown: {
    "a policy's types that are not known yet": { of: [policy("in"), deployment()], path: "spec.policyTypes" },
    "an address range that is not known yet": {
      of: [policy("models", egressTo({ ipBlock: { cidr: "10.1.2.0/24" } })), deployment()],
      path: "spec.egress[0].to[0].ipBlock.cidr",
      knobs: { allowedCidrs: ["10.1.0.0/16"] },
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:NetworkPolicy",
    where: ({ props }) => props.spec.podSelector.matchLabels?.["app.kubernetes.io/component"] === "agent",
    change: ({ props }) => {
      props.spec.egress = [{}];
    },
  },
});
