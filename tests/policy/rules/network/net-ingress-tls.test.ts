import { rule } from "../../../../policy/rules/network/net-ingress-tls.ts";
import { gateway, HTTP, HTTPS, ingress, route, TO_HTTPS } from "../../../support/gateways.ts";
import { describeRule } from "../../../support/rule.ts";

const tls = (...hosts: string[]) => ({ tls: [{ hosts, secretName: "certificate" }] });
const REDIRECT = 'want "HTTPS", or routes that redirect to it';

describeRule(rule, {
  passes: {
    "an Ingress that offers its host": { of: ingress("one", ["a.example.com"], tls("a.example.com")) },
    "a wildcard that is good for the host": { of: ingress("one", ["a.example.com"], tls("*.example.com")) },
    "the controller's certificate for all hosts": {
      of: ingress("one", ["a.example.com"], { tls: [{ secretName: "certificate" }] }),
    },
    "a certificate of the cloud": {
      of: ingress(
        "one",
        ["a.example.com"],
        {},
        { annotations: { "alb.ingress.kubernetes.io/certificate-arn": "arn" } },
      ),
    },
    "a certificate by an annotation of one's own": {
      of: ingress("one", ["a.example.com"], {}, { annotations: { "acme.com/certificate": "c" } }),
      knobs: { certificateAnnotations: ["acme.com/certificate"] },
    },
    "a Gateway with HTTPS": { of: gateway([HTTPS]) },
    "a listener that only redirects": {
      of: [
        gateway([HTTP, HTTPS]),
        route("redirect", { parentRefs: [{ name: "entrance", sectionName: "http" }], rules: TO_HTTPS }),
        route("agent", { parentRefs: [{ name: "entrance", sectionName: "https" }] }),
      ],
    },
    "a listener between the pods of a mesh": { of: gateway([{ name: "mesh", port: 15008, protocol: "HBONE" }]) },
  },
  fails: {
    "an Ingress without TLS": {
      of: ingress("one", ["a.example.com"]),
      finds: ["spec.tls: got nothing, want an entry for every host"],
    },
    "a host that is left out": {
      of: ingress("one", ["a.example.com", "b.example.com"], tls("a.example.com")),
      finds: [
        'spec.tls: got [{"hosts":["a.example.com"],"secretName":"certificate"}], want an entry for b.example.com',
      ],
    },
    "a wildcard that stands for one label only": {
      of: ingress("one", ["a.b.example.com", "example.com"], tls("*.example.com")),
      finds: [
        'spec.tls: got [{"hosts":["*.example.com"],"secretName":"certificate"}], want an entry for a.b.example.com and example.com',
      ],
    },
    "a listener for plain HTTP": {
      of: gateway([HTTP]),
      finds: [`spec.listeners[0].protocol: got "HTTP", ${REDIRECT}`],
    },
    "a listener for plain HTTP with a route that does not redirect": {
      of: [gateway([HTTPS, HTTP]), route("agent"), route("redirect", { rules: TO_HTTPS })],
      finds: [`entrance spec.listeners[1].protocol: got "HTTP", ${REDIRECT}`],
    },
    "a redirect at another Gateway": {
      of: [
        gateway([HTTP]),
        route("redirect", { parentRefs: [{ name: "entrance", namespace: "web" }], rules: TO_HTTPS }),
      ],
      finds: [`entrance spec.listeners[0].protocol: got "HTTP", ${REDIRECT}`],
    },
    "a redirect to plain HTTP": {
      of: [
        gateway([HTTP]),
        route("redirect", { rules: [{ filters: [{ type: "RequestRedirect", requestRedirect: { hostname: "b" } }] }] }),
      ],
      finds: [`entrance spec.listeners[0].protocol: got "HTTP", ${REDIRECT}`],
    },
  },
  unknown: {
    "hosts that are not known yet": {
      of: ingress("one", ["a.example.com"], tls("a.example.com")),
      path: "spec.tls[0].hosts[0]",
    },
    "a protocol that is not known yet": { of: gateway([HTTP]), path: "spec.listeners[0].protocol" },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:Ingress",
    change: ({ props }) => {
      delete props.spec.tls;
    },
  },
});
