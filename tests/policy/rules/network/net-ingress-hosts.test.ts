import { rule } from "../../../../policy/rules/network/net-ingress-hosts.ts";
import { gateway, HTTP, HTTPS, ingress, route, TO_HTTPS } from "../../../support/gateways.ts";
import { describeRule } from "../../../support/rule.ts";

const WANT = "want a host in full";

describeRule(rule, {
  passes: {
    "an Ingress that names its host": { of: ingress("one", ["a.example.com"]) },
    "a wildcard that may be": {
      of: ingress("one", ["*.example.com"]),
      knobs: { allowWildcardHosts: ["*.example.com"] },
    },
    "a route that names its host": { of: [gateway([HTTPS]), route("agent", { hostnames: ["a.example.com"] })] },
    "a route that takes the host of its listener": {
      of: [gateway([{ ...HTTPS, hostname: "a.example.com" }]), route("agent")],
    },
    "a host below the wildcard of a listener": {
      of: [gateway([{ ...HTTPS, hostname: "*.example.com" }]), route("agent", { hostnames: ["a.example.com"] })],
    },
    "a route that only redirects to HTTPS": { of: [gateway([HTTP]), route("redirect", { rules: TO_HTTPS })] },
    "a route within a mesh": { of: route("agent", { parentRefs: [{ group: "", kind: "Service", name: "agent" }] }) },
  },
  fails: {
    "an Ingress without a host": {
      of: ingress("one", ["a.example.com", undefined]),
      finds: [`spec.rules[1].host: got nothing, ${WANT}`],
    },
    "an empty host": { of: ingress("one", [""]), finds: [`spec.rules[0].host: got "", ${WANT}`] },
    "a wildcard": {
      of: ingress("one", ["*.example.com"]),
      knobs: { allowWildcardHosts: ["*.example.org"] },
      finds: [`spec.rules[0].host: got "*.example.com", ${WANT}`],
    },
    "a backend for everything else": {
      of: ingress("one", [], { defaultBackend: { service: { name: "web" } } }),
      finds: ['spec.defaultBackend: got {"service":{"name":"web"}}, want rules with hosts'],
    },
    "a route with a wildcard": {
      of: route("agent", { hostnames: ["a.example.com", "*.example.com"] }),
      finds: [`spec.hostnames[1]: got "*.example.com", ${WANT}`],
    },
    "a route without hosts at a listener without one": {
      of: [gateway([{ ...HTTP, hostname: "a.example.com" }, HTTPS]), route("agent")],
      finds: [`agent spec.hostnames: got nothing, ${WANT}`],
    },
    "a route without hosts at a Gateway of another stack": {
      of: route("agent"),
      finds: [`spec.hostnames: got nothing, ${WANT}`],
    },
  },
  unknown: {
    "a host that is not known yet": { of: ingress("one", ["a.example.com"]), path: "spec.rules[0].host" },
    "a listener's host that is not known yet": {
      of: [gateway([{ ...HTTPS, hostname: "a.example.com" }]), route("agent")],
      path: "spec.listeners[0].hostname",
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:Ingress",
    change: ({ props }) => {
      delete props.spec.rules[0].host;
    },
  },
});
