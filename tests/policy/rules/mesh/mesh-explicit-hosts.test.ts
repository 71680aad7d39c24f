import { rule } from "../../../../policy/rules/mesh/mesh-explicit-hosts.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function virtualService(...hosts: string[]): Fixture {
  return object("kubernetes:networking.istio.io/v1:VirtualService", {}, { spec: { hosts } });
}

function gateway(...hosts: string[]): Fixture {
  return object("kubernetes:networking.istio.io/v1beta1:Gateway", {}, { spec: { servers: [{ hosts }] } });
}

describeRule(rule, {
  passes: {
    "hosts by name": { of: virtualService("research-agent", "agents.acme.dev") },
    "the hosts of a domain": { of: gateway("*.acme.dev", "agents/*.acme.dev", "*/agents.acme.dev", "*.local") },
    "a host that may stay": { of: gateway("egress/*"), knobs: { allowedHosts: ["egress/*"] } },
    "a gateway of the Gateway API": {
      of: object("kubernetes:gateway.networking.k8s.io/v1:Gateway", {}, { spec: { servers: [{ hosts: ["*"] }] } }),
    },
  },
  fails: {
    "a VirtualService for every host": {
      of: virtualService("research-agent", "*"),
      finds: ['spec.hosts[1]: got "*", want a host by name'],
    },
    "a Gateway for every host of some namespace": {
      of: gateway("./*", "*/*", "agents.acme.dev"),
      finds: [
        'spec.servers[0].hosts[0]: got "./*", want a host by name',
        'spec.servers[0].hosts[1]: got "*/*", want a host by name',
      ],
    },
  },
  unknown: { "a host that is not known yet": { of: gateway("*"), path: "spec.servers[0].hosts[0]" } },
  mutation: {
    kind: "kubernetes:networking.istio.io:VirtualService",
    change: ({ props }) => {
      props.spec.hosts = ["*"];
    },
  },
});
