import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A Gateway and a VirtualService must name the hosts that they answer for; `*.acme.dev` is a name, `*` is none. */
export const rule = resourceRule({
  name: "mesh-explicit-hosts",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A Gateway or VirtualService must name its hosts.",
  why: "it would answer for every host, and take over the traffic of others",
  fix: "name the hosts, such as agents.acme.dev",
  references: ["Istio security", "KY restrict-virtual-service-wildcard"],
  kinds: ["kubernetes:networking.istio.io:Gateway", "kubernetes:networking.istio.io:VirtualService"],
  knobs: {
    allowedHosts: z.array(z.string()).default([]).describe("Hosts that may stay as they are, such as egress/*."),
  },
  check(resource, { allowedHosts }) {
    return hostsOf(resource)
      .filter(({ host }) => /^([^/]*\/)?\*$/.test(host ?? "") && !allowedHosts.includes(host))
      .map(({ host, path }) => ({ path, got: host, want: "a host by name" }));
  },
});

type Placed = { host: string; path: string };

function hostsOf(
  resource: Resource<"kubernetes:networking.istio.io:Gateway" | "kubernetes:networking.istio.io:VirtualService">,
): Placed[] {
  if (resource.kind === "kubernetes:networking.istio.io:VirtualService") {
    return (resource.props.spec?.hosts ?? []).map((host, index) => ({ host, path: `spec.hosts[${index}]` }));
  }
  return (resource.props.spec?.servers ?? []).flatMap((server, index) =>
    (server?.hosts ?? []).map((host, place) => ({ host, path: `spec.servers[${index}].hosts[${place}]` })),
  );
}
