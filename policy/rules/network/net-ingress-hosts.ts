import { z } from "zod";
import { gatewayRefsOf, type HttpRoute, listenersOf, onlyRedirectsToHttps } from "../../lib/kubernetes/gatewayApi.ts";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

/** Whatever comes in must come by a host that is named; a route without any takes those of its listener. */
export const rule = stackRule({
  name: "net-ingress-hosts",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An Ingress or an HTTPRoute must name its hosts in full.",
  why: "it would answer for hosts that belong to others, and for requests that name none",
  fix: "give every rule a host, and every HTTPRoute hostnames, without wildcards",
  references: ["GK block-wildcard-ingress", "KY restrict-ingress-wildcard", "KSC C-0266"],
  knobs: {
    allowWildcardHosts: z.array(z.string()).default([]).describe("Wildcards that may be, such as *.example.com."),
  },
  check: (stack, { allowWildcardHosts }) => [
    ...stack
      .of("kubernetes:networking.k8s.io:Ingress")
      .flatMap((ingress) => ofIngress(ingress, (host) => isVague(host, allowWildcardHosts))),
    ...stack
      .of("kubernetes:gateway.networking.k8s.io:HTTPRoute")
      .flatMap((route) => ofRoute(stack, route, (host) => isVague(host, allowWildcardHosts))),
  ],
});

const WANT = "a host in full";

function isVague(host: string | undefined, allowed: readonly string[]): boolean {
  return !host || (host.includes("*") && !allowed.includes(host));
}

type IsVague = (host: string | undefined) => boolean;

function ofIngress(resource: Resource<"kubernetes:networking.k8s.io:Ingress">, vague: IsVague): StackFinding[] {
  const { rules = [], defaultBackend } = resource.props.spec ?? {};
  return [
    ...(defaultBackend
      ? [{ resource, path: "spec.defaultBackend", got: defaultBackend, want: "rules with hosts" }]
      : []),
    ...rules.flatMap(({ host }, index) =>
      vague(host) ? [{ resource, path: `spec.rules[${index}].host`, got: host, want: WANT }] : [],
    ),
  ];
}

function ofRoute(stack: Stack, route: HttpRoute, vague: IsVague): StackFinding[] {
  const refs = gatewayRefsOf(route);
  if (refs.length === 0 || onlyRedirectsToHttps(route)) return [];
  const hostnames = route.props.spec?.hostnames ?? [];
  if (hostnames.length > 0) {
    return hostnames.flatMap((host, index) =>
      vague(host) ? [{ resource: route, path: `spec.hostnames[${index}]`, got: host, want: WANT }] : [],
    );
  }
  const listeners = refs.flatMap((ref) => listenersOf(stack, route, ref));
  if (listeners.length > 0 && !listeners.some(({ hostname }) => vague(hostname))) return [];
  return [{ resource: route, path: "spec.hostnames", want: WANT, absent: true }];
}
