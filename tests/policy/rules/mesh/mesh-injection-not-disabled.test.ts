import { rule } from "../../../../policy/rules/mesh/mesh-injection-not-disabled.ts";
import { AGENT_LABELS, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function pods(annotations: Record<string, string>, labels: Record<string, string> = AGENT_LABELS): Fixture {
  return deployment(podSpec(), { template: { metadata: { annotations, labels }, spec: podSpec() } });
}

const inject = "sidecar.istio.io/inject";
const outbound = "traffic.sidecar.istio.io/excludeOutboundPorts";
const template = "spec.template.metadata";

describeRule(rule, {
  passes: {
    "pods that say nothing": { of: pods({}) },
    "pods that ask for a sidecar": { of: pods({}, { ...AGENT_LABELS, [inject]: "true" }) },
    "ports that Dapr encrypts itself": { of: pods({ [outbound]: "50001, 50002" }) },
    "no ports at all": { of: pods({ [outbound]: "" }) },
    "a port that may be excluded": { of: pods({ [outbound]: "3306" }), knobs: { allowedPorts: [3306] } },
  },
  fails: {
    "an agent that leaves the mesh": {
      of: pods({ [inject]: "false" }, { ...AGENT_LABELS, [inject]: "false", "istio.io/dataplane-mode": "none" }),
      finds: [
        `${template}.labels["${inject}"]: got "false", want nothing`,
        `${template}.annotations["${inject}"]: got "false", want nothing`,
        `${template}.labels["istio.io/dataplane-mode"]: got "none", want nothing`,
      ],
    },
    "traffic that goes past the mesh": {
      of: pods({ [outbound]: "50001,443", "traffic.sidecar.istio.io/excludeOutboundIPRanges": "0.0.0.0/0" }),
      finds: [
        `${template}.annotations["${outbound}"]: got "50001,443", want nothing but 50001, 50002, 50005, 50006`,
        `${template}.annotations["traffic.sidecar.istio.io/excludeOutboundIPRanges"]: got "0.0.0.0/0", want nothing`,
      ],
    },
    "another workload that leaves it, as advice": {
      of: pods({}, { app: "tool", [inject]: "false" }),
      finds: [`${template}.labels["${inject}"]: got "false", want nothing (advice)`],
    },
    "agents that are labelled otherwise": {
      of: pods({}, { app: "tool", [inject]: "false" }),
      knobs: { agentSelector: { app: "tool" } },
      finds: [`${template}.labels["${inject}"]: got "false", want nothing`],
    },
  },
  unknown: {
    "ports that are not known yet": { of: pods({ [outbound]: "443" }), path: `${template}.annotations["${outbound}"]` },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.metadata.labels[inject] = "false";
    },
  },
});
