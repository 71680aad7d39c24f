import { rule } from "../../../../policy/rules/mesh/mesh-strict-mtls.ts";
import { peerAuthentication } from "../../../support/istio.ts";
import { AGENT_LABELS } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const STRICT = { mode: "STRICT" };
const root = { namespace: "istio-system" };
const scraped = {
  selector: { matchLabels: AGENT_LABELS },
  mtls: STRICT,
  portLevelMtls: { 9090: { mode: "PERMISSIVE" } },
};

describeRule(rule, {
  passes: {
    "one that is strict": { of: peerAuthentication({ mtls: STRICT }, root) },
    "one of a namespace that takes the mesh's mode": { of: peerAuthentication({ mtls: { mode: "UNSET" } }) },
    "one of some pods in the root namespace": {
      of: peerAuthentication({ selector: { matchLabels: AGENT_LABELS } }, root),
    },
    "a port that is strict too": { of: peerAuthentication({ mtls: STRICT, portLevelMtls: { 8000: STRICT } }) },
    "a port that is excepted": {
      of: peerAuthentication(scraped),
      knobs: { portExceptions: [{ workload: "research-agent", port: 9090, reason: "Prometheus has no proxy" }] },
    },
    "a mesh whose root namespace is another": {
      of: peerAuthentication({}, root),
      knobs: { rootNamespace: "mesh" },
    },
  },
  fails: {
    "one that is permissive": {
      of: peerAuthentication({ mtls: { mode: "PERMISSIVE" } }),
      finds: ['spec.mtls.mode: got "PERMISSIVE", want "STRICT"'],
    },
    "the mesh's own without a mode": {
      of: peerAuthentication({}, root),
      finds: ['spec.mtls.mode: got nothing, want "STRICT"'],
    },
    "a port of a strict one": {
      of: peerAuthentication(scraped),
      finds: ['spec.portLevelMtls.9090.mode: got "PERMISSIVE", want "STRICT"'],
    },
    "an exception for another workload": {
      of: peerAuthentication(scraped),
      knobs: { portExceptions: [{ workload: "tools", port: 9090, reason: "Prometheus has no proxy" }] },
      finds: ['spec.portLevelMtls.9090.mode: got "PERMISSIVE", want "STRICT"'],
    },
    "the mesh's own in another root namespace": {
      of: peerAuthentication({}, { namespace: "mesh" }),
      knobs: { rootNamespace: "mesh" },
      finds: ['spec.mtls.mode: got nothing, want "STRICT"'],
    },
  },
  unknown: {
    "a mode that is not known yet": { of: peerAuthentication({ mtls: {} }, root), path: "spec.mtls.mode" },
  },
  remedies: {
    "a mode, and leaves the ports": {
      of: peerAuthentication({ mtls: { mode: "DISABLE" }, portLevelMtls: { 9090: { mode: "DISABLE" } } }),
      to: peerAuthentication({ mtls: STRICT, portLevelMtls: { 9090: { mode: "DISABLE" } } }).props,
    },
    "nothing that takes the mesh's mode": { of: peerAuthentication({}), to: undefined },
  },
  mutation: {
    kind: "kubernetes:security.istio.io:PeerAuthentication",
    change: ({ props }) => {
      props.spec.mtls.mode = "PERMISSIVE";
    },
  },
});
