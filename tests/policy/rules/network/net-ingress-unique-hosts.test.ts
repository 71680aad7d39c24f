import assert from "node:assert/strict";
import { toResources } from "../../../../policy/lib/resource.ts";
import type { StackRule } from "../../../../policy/lib/rule.ts";
import { Stack } from "../../../../policy/lib/stack.ts";
import { rule } from "../../../../policy/rules/network/net-ingress-unique-hosts.ts";
import { ingress, route } from "../../../support/gateways.ts";
import { describeRule } from "../../../support/rule.ts";

const HOST = "a.example.com";
const at = (path: string, pathType = "Prefix") => ({ rules: [{ host: HOST, http: { paths: [{ path, pathType }] } }] });
const matching = (...matches: object[]) => ({ hostnames: [HOST], rules: [{ matches }] });
const tools = { path: { type: "PathPrefix", value: "/tools" } };

describeRule(rule, {
  passes: {
    "other hosts": { of: [ingress("one", [HOST]), ingress("two", ["b.example.com"])] },
    "other paths": { of: [ingress("one", [], at("/a")), ingress("two", [], at("/b"))] },
    "an exact path and all below it": { of: [ingress("one", [], at("/a", "Exact")), ingress("two", [], at("/a"))] },
    "Ingresses of other classes": {
      of: [
        ingress("one", [HOST], { ingressClassName: "internal" }),
        ingress("two", [HOST], { ingressClassName: "public" }),
      ],
    },
    "an Ingress beside its canary": {
      of: [
        ingress("one", [HOST]),
        ingress("two", [HOST], {}, { annotations: { "nginx.ingress.kubernetes.io/canary": "true" } }),
      ],
    },
    "routes that match other requests": {
      of: [
        route("one", matching(tools)),
        route("two", matching({ ...tools, headers: [{ name: "x-canary", value: "1" }] })),
        route("three", matching({ ...tools, method: "GET" })),
      ],
    },
    "routes of other Gateways": {
      of: [route("one", matching(tools)), route("two", { ...matching(tools), parentRefs: [{ name: "inner" }] })],
    },
  },
  fails: {
    "the same place twice, in any namespace": {
      of: [ingress("one", [HOST]), ingress("two", ["b.example.com", HOST], {}, { namespace: "web" })],
      finds: ['two spec.rules[1]: got "a.example.com/", want a place that Ingress agents/one does not have'],
    },
    "the same place with a slash more": {
      of: [ingress("one", [], at("/a")), ingress("two", [], at("/a/"))],
      finds: ['two spec.rules[0]: got "a.example.com/a/", want a place that Ingress agents/one does not have'],
    },
    "Ingresses of a class that one names the old way": {
      of: [
        ingress("one", [HOST], { ingressClassName: "public" }),
        ingress("two", [HOST], {}, { annotations: { "kubernetes.io/ingress.class": "public" } }),
      ],
      finds: ['two spec.rules[0]: got "a.example.com/", want a place that Ingress agents/one does not have'],
    },
    "routes that match the same requests": {
      of: [
        route("one", matching(tools)),
        route("two", matching({ path: { value: "/" } }, { path: { value: "/tools" } })),
      ],
      finds: ['two spec.rules[0]: got "a.example.com/tools", want a place that HTTPRoute agents/one does not have'],
    },
    "routes that match everything": {
      of: [route("one", { hostnames: [HOST] }), route("two", { hostnames: ["b.example.com", HOST] })],
      finds: ['two spec.rules[0]: got "a.example.com/", want a place that HTTPRoute agents/one does not have'],
    },
  },
  unknown: {
    "a host that is not known yet": {
      of: [ingress("one", [HOST]), ingress("two", [HOST])],
      path: "spec.rules[0].host",
    },
    "a class that is not known yet": {
      of: [ingress("two", [HOST]), ingress("one", [HOST], { ingressClassName: "public" })],
      path: "spec.ingressClassName",
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:Ingress",
    change: ({ props }, all) => {
      props.spec.rules[0].host = all[1]?.props.spec.rules[0].host;
    },
  },
});

describe("net-ingress-unique-hosts", () => {
  // The server of the tests is not told of providers.
  it("passes the same place in two clusters", () => {
    const inCluster = (context: string) =>
      toResources({
        ...ingress(context, [HOST]),
        name: context,
        urn: context,
        provider: { urn: `provider of ${context}`, type: "pulumi:providers:kubernetes", props: {} },
      });
    const claims = (...contexts: string[]) => (rule as StackRule).check(new Stack(contexts.flatMap(inCluster)), {});
    assert.deepEqual(claims("east", "west"), []);
    assert.equal(claims("east", "east").length, 1);
  });
});
