import { rule } from "../../../../policy/rules/mesh/mesh-agent-sidecar.ts";
import { namespace } from "../../../support/istio.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function sidecar(spec: object, metadata: object = {}): Fixture {
  return object("kubernetes:networking.istio.io/v1:Sidecar", metadata, {
    spec: { egress: [{ hosts: ["./*"] }], ...spec },
  });
}

const own = { workloadSelector: { labels: AGENT_LABELS } };
const missing = ": got nothing, want a Sidecar with an egress list";
const agent = deployment();
const tool = deployment(podSpec(), { template: { metadata: { labels: { app: "tool" } }, spec: podSpec() } });

describeRule(rule, {
  passes: {
    "an agent with a Sidecar of its own": { of: [sidecar(own), namespace(), agent] },
    "an agent under its namespace's Sidecar": { of: [namespace(), agent, sidecar({})] },
    "an agent under the mesh's Sidecar": { of: [namespace(), agent, sidecar({}, { namespace: "istio-system" })] },
    "an agent in ambient mode": { of: [namespace({ "istio.io/dataplane-mode": "ambient" }), agent] },
    "an agent without a mesh": { of: [agent] },
    "another workload": { of: [namespace(), tool] },
    "the Sidecar of another root namespace": {
      of: [namespace(), agent, sidecar({}, { namespace: "mesh" })],
      knobs: { rootNamespace: "mesh" },
    },
  },
  fails: {
    "an agent without a Sidecar": { of: [namespace(), { ...agent, name: "agent" }], finds: [`agent ${missing}`] },
    "a Sidecar of other pods": {
      of: [agent, namespace(), sidecar({ workloadSelector: { labels: { ...AGENT_LABELS, region: "eu" } } })],
      finds: [`it ${missing}`],
    },
    "a Sidecar of another namespace": {
      of: [agent, namespace(), sidecar(own, { namespace: "tools" })],
      finds: [`it ${missing}`],
    },
    "a Sidecar that lists nothing": { of: [agent, namespace(), sidecar({ egress: [] })], finds: [`it ${missing}`] },
    "an agent that is labelled otherwise": {
      of: [tool, namespace()],
      knobs: { agentSelector: { app: "tool" } },
      finds: [`it ${missing}`],
    },
  },
  unknown: {
    "a Sidecar whose labels are not known yet": {
      of: [sidecar(own), namespace(), agent],
      path: "spec.workloadSelector.labels",
    },
  },
  mutation: {
    kind: "kubernetes:networking.istio.io:Sidecar",
    change: ({ props }) => {
      props.spec.workloadSelector.labels = { app: "another" };
    },
  },
});
