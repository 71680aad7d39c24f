import { rule } from "../../../../policy/rules/mesh/mesh-origination-tls.ts";
import { destinationRule } from "../../../support/istio.ts";
import { describeRule } from "../../../support/rule.ts";

const tls = (tls: object) => ({ trafficPolicy: { tls } });
const WANT_CA = "want a CA to verify the server by, here or by credentialName";

describeRule(rule, {
  passes: {
    "mTLS of the mesh": { of: destinationRule(tls({ mode: "ISTIO_MUTUAL" })) },
    "a rule that leaves TLS to the mesh": { of: destinationRule({}) },
    "a server outside that is verified": { of: destinationRule(tls({ mode: "SIMPLE", caCertificates: "system" })) },
    "a certificate of its own": { of: destinationRule(tls({ mode: "MUTUAL", credentialName: "llm-client" })) },
    "a host that may": {
      of: destinationRule(tls({ mode: "DISABLE" })),
      knobs: { allowedHosts: ["research-agent"] },
    },
  },
  fails: {
    "plain text": {
      of: destinationRule(tls({ mode: "DISABLE" })),
      finds: ['spec.trafficPolicy.tls.mode: got "DISABLE", want "ISTIO_MUTUAL", "SIMPLE" or "MUTUAL"'],
    },
    "a server that nobody verifies, of one port": {
      of: destinationRule({
        trafficPolicy: {
          portLevelSettings: [{ port: { number: 443 }, tls: { mode: "SIMPLE", insecureSkipVerify: true } }],
        },
      }),
      finds: [
        `spec.trafficPolicy.portLevelSettings[0].tls.caCertificates: got nothing, ${WANT_CA}`,
        "spec.trafficPolicy.portLevelSettings[0].tls.insecureSkipVerify: got true, want false",
      ],
    },
    "a subset in plain text": {
      of: destinationRule({ subsets: [{ name: "v1" }, { name: "v2", ...tls({ mode: "DISABLE" }) }] }),
      finds: ['spec.subsets[1].trafficPolicy.tls.mode: got "DISABLE", want "ISTIO_MUTUAL", "SIMPLE" or "MUTUAL"'],
    },
  },
  unknown: {
    "a CA that is not known yet": {
      of: destinationRule(tls({ mode: "SIMPLE" })),
      path: "spec.trafficPolicy.tls.caCertificates",
    },
  },
  mutation: {
    kind: "kubernetes:networking.istio.io:DestinationRule",
    change: ({ props }) => {
      props.spec.trafficPolicy.tls.mode = "DISABLE";
    },
  },
});
