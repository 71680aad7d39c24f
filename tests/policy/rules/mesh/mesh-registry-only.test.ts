import { rule } from "../../../../policy/rules/mesh/mesh-registry-only.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function sidecar(spec: object): Fixture {
  return object("kubernetes:networking.istio.io/v1:Sidecar", {}, { spec });
}

function meshConfig(mesh: string, name = "istio", namespace = "istio-system"): Fixture {
  return object("kubernetes:core/v1:ConfigMap", { name, namespace }, { data: { mesh, meshNetworks: "networks: {}" } });
}

const OPEN = "outboundTrafficPolicy:\n  mode: ALLOW_ANY\n";
const want = "want outboundTrafficPolicy.mode REGISTRY_ONLY";

describeRule(rule, {
  passes: {
    "a Sidecar that names whom it calls": {
      of: sidecar({ outboundTrafficPolicy: { mode: "REGISTRY_ONLY" }, egress: [{ hosts: ["./*", "dapr-system/*"] }] }),
    },
    "a Sidecar that takes the mesh's mode": { of: sidecar({ egress: [{ hosts: ["./*"] }] }) },
    "a mesh that is closed": { of: meshConfig("outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n") },
    "config of something else": {
      of: object(
        "kubernetes:core/v1:ConfigMap",
        { name: "istio-sidecar-injector", namespace: "istio-system" },
        { data: { values: "{}" } },
      ),
    },
    "config of something else in another namespace": { of: meshConfig(OPEN, "istio", "agents") },
  },
  fails: {
    "a Sidecar that is open": {
      of: sidecar({ outboundTrafficPolicy: { mode: "ALLOW_ANY" }, egress: [{ hosts: ["./*", "*/*"] }] }),
      finds: [
        'spec.outboundTrafficPolicy.mode: got "ALLOW_ANY", want "REGISTRY_ONLY"',
        'spec.egress[0].hosts[1]: got "*/*", want the namespaces or hosts that are called',
      ],
    },
    "a mesh that leaves it to Istio": {
      of: meshConfig("trustDomain: acme.dev\n"),
      finds: [`data.mesh: got nothing, ${want}`],
    },
    "a revision of Istio whose mesh is open": {
      of: meshConfig(OPEN, "istio-canary"),
      finds: [`data.mesh: got "ALLOW_ANY", ${want}`],
    },
    "a mesh with another root namespace": {
      of: meshConfig("", "istio", "mesh"),
      knobs: { rootNamespace: "mesh" },
      finds: [`data.mesh: got nothing, ${want}`],
    },
  },
  unknown: { "config that is not known yet": { of: meshConfig(OPEN), path: "data.mesh" } },
  mutation: {
    kind: "kubernetes:networking.istio.io:Sidecar",
    change: ({ props }) => {
      props.spec.outboundTrafficPolicy.mode = "ALLOW_ANY";
    },
  },
});
