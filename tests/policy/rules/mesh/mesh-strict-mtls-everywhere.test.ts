import { rule } from "../../../../policy/rules/mesh/mesh-strict-mtls-everywhere.ts";
import { namespace, peerAuthentication } from "../../../support/istio.ts";
import { AGENT_LABELS } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const strict = { mtls: { mode: "STRICT" } };
const root = { namespace: "istio-system" };
const missing = (name: string) => `${name} : got nothing, want a PeerAuthentication with mtls.mode STRICT`;

describeRule(rule, {
  passes: {
    "a mesh that is strict as a whole": { of: [peerAuthentication(strict, root), namespace()] },
    "a namespace that is strict": { of: [namespace({ "istio.io/rev": "1-30" }), peerAuthentication(strict)] },
    "a namespace outside of the mesh": { of: namespace({}) },
    "a namespace whose injection is off": { of: namespace({ "istio-injection": "disabled", "istio.io/rev": "1-30" }) },
    "another root namespace": {
      of: [peerAuthentication(strict, { namespace: "mesh" }), namespace()],
      knobs: { rootNamespace: "mesh" },
    },
  },
  fails: {
    "a mesh that nobody made strict": { of: [namespace()], finds: [missing("").trimStart()] },
    "a namespace in ambient mode": {
      of: [namespace({ "istio.io/dataplane-mode": "ambient" }), peerAuthentication({}, root)],
      finds: [missing("namespace-agents")],
    },
    "a strict namespace beside a lax one": {
      of: [namespace(), peerAuthentication(strict), namespace({ "istio-injection": "enabled" }, "tools")],
      finds: [missing("namespace-tools")],
    },
    "one that is strict for some pods only": {
      of: [namespace(), peerAuthentication({ ...strict, selector: { matchLabels: AGENT_LABELS } }, root)],
      finds: [missing("namespace-agents")],
    },
  },
  unknown: {
    "a mode that is not known yet": { of: [peerAuthentication(strict, root), namespace()], path: "spec.mtls.mode" },
  },
  mutation: {
    kind: "kubernetes:security.istio.io:PeerAuthentication",
    change: ({ props }) => {
      props.spec.mtls.mode = "PERMISSIVE";
    },
  },
});
