import { rule } from "../../../../policy/rules/mesh/mesh-namespaces-injected.ts";
import { namespace, peerAuthentication } from "../../../support/istio.ts";
import { deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const agent = { ...deployment(), name: "agent" };
const tool = deployment(podSpec(), { template: { metadata: { labels: { app: "tool" } }, spec: podSpec() } });
const mesh = peerAuthentication({}, { namespace: "istio-system" });
const outside = 'namespace-agents metadata.labels.istio-injection: got nothing, want "enabled"';

describeRule(rule, {
  passes: {
    "a namespace in the mesh": { of: [namespace(), agent, mesh] },
    "a namespace in ambient mode": { of: [namespace({ "istio.io/dataplane-mode": "ambient" }), agent, mesh] },
    "a stack without a mesh": { of: [namespace({}), agent] },
    "a namespace without workloads": { of: [namespace({}), mesh] },
    "a namespace that stays outside": {
      of: [namespace({}), agent, mesh],
      knobs: { excludeNamespaces: ["agents"] },
    },
  },
  fails: {
    "a namespace of agents outside of the mesh": { of: [namespace({}), tool, agent, mesh], finds: [outside] },
    "a namespace whose injection is off, beside one in the mesh": {
      of: [namespace({ "istio-injection": "disabled" }), agent, namespace({ "istio.io/rev": "1-30" }, "tools")],
      finds: ['namespace-agents metadata.labels.istio-injection: got "disabled", want "enabled"'],
    },
    "a namespace of other workloads, as advice": { of: [namespace({}), tool, mesh], finds: [`${outside} (advice)`] },
    "agents that are labelled otherwise": {
      of: [namespace({}), tool, mesh],
      knobs: { agentSelector: { app: "tool" } },
      finds: [outside],
    },
  },
  unknown: {
    "labels that are not known yet": { of: [namespace({}), agent, mesh], path: "metadata.labels" },
  },
  mutation: {
    kind: "kubernetes:core:Namespace",
    where: ({ props }) => props.metadata.labels?.["istio-injection"] !== undefined,
    change: ({ props }) => {
      props.metadata.labels = {};
    },
  },
});
