import { rule } from "../../../../policy/rules/mesh/mesh-gateway-tls.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function gateway(servers: object[], istio = "ingressgateway"): Fixture {
  return object("kubernetes:networking.istio.io/v1:Gateway", {}, { spec: { selector: { istio }, servers } });
}

const port = (number: number, protocol: string) => ({ number, protocol, name: protocol.toLowerCase() });
const https = { port: port(443, "HTTPS"), hosts: ["agents.acme.dev"], tls: { mode: "SIMPLE", credentialName: "edge" } };
const http = (tls?: object) => ({ port: port(80, "HTTP"), hosts: ["agents.acme.dev"], ...(tls ? { tls } : {}) });

describeRule(rule, {
  passes: {
    "a redirect and a server that leaves the version to Istio": {
      of: gateway([http({ httpsRedirect: true }), https]),
    },
    "a server of TLS 1.3": { of: gateway([{ ...https, tls: { ...https.tls, minProtocolVersion: "TLSV1_3" } }]) },
    "what passes TLS on": {
      of: gateway([{ port: port(15443, "TLS"), hosts: ["*.local"], tls: { mode: "AUTO_PASSTHROUGH" } }]),
    },
    "the mesh's own way out": { of: gateway([http()], "egressgateway") },
    "another proxy that only the mesh reaches": {
      of: gateway([http()], "inner"),
      knobs: { internalGateways: ["inner"] },
    },
  },
  fails: {
    "plain HTTP": {
      of: gateway([https, http()]),
      finds: ["spec.servers[1].tls.httpsRedirect: got nothing, want true"],
    },
    "plain gRPC": {
      of: gateway([{ port: port(9000, "GRPC"), hosts: ["agents.acme.dev"] }]),
      finds: ['spec.servers[0].port.protocol: got "GRPC", want "HTTPS" or "TLS"'],
    },
    "an old version of TLS": {
      of: gateway([{ ...https, tls: { ...https.tls, minProtocolVersion: "TLSV1_1" } }]),
      finds: ['spec.servers[0].tls.minProtocolVersion: got "TLSV1_1", want "TLSV1_2" or newer'],
    },
  },
  unknown: {
    "a redirect that is not known yet": { of: gateway([http({})]), path: "spec.servers[0].tls.httpsRedirect" },
    "a server that is not known yet": { of: gateway([http(), http({ httpsRedirect: true })]), path: "spec.servers[0]" },
  },
  remedies: {
    "plain HTTP beside HTTPS": {
      of: gateway([http(), https]),
      to: gateway([http({ httpsRedirect: true }), https]).props,
    },
    "nothing where a redirect would lead nowhere": { of: gateway([http()]), to: undefined },
    "nothing of the mesh's own way out": {
      of: gateway([http(), https], "egressgateway"),
      to: undefined,
    },
  },
  mutation: {
    kind: "kubernetes:networking.istio.io:Gateway",
    change: ({ props }) => {
      props.spec.servers[0].tls.httpsRedirect = false;
    },
  },
});
