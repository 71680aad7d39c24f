import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** What is reachable outside of the mesh must be named, and only for the namespaces that need it. */
export const rule = resourceRule({
  name: "mesh-service-entries-explicit",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A ServiceEntry must name its hosts and the namespaces that may reach them.",
  why: "an agent that was talked into it could send data to any host that a wildcard covers",
  fix: 'name each host, and set exportTo to ["."] or to the namespaces that need it',
  references: ["Istio security", "OWASP LLM06", "OWASP ASI02"],
  kinds: ["kubernetes:networking.istio.io:ServiceEntry"],
  knobs: {
    allowedHosts: z.array(z.string()).default([]).describe("Hosts with a wildcard that may stay."),
  },
  check({ props: { spec } }, { allowedHosts }) {
    const wildcards = (spec?.hosts ?? []).flatMap((host, index) =>
      host?.includes("*") && !allowedHosts.includes(host)
        ? [{ path: `spec.hosts[${index}]`, got: host, want: "a host by name" }]
        : [],
    );
    const exportTo = spec?.exportTo;
    if ((exportTo ?? []).length > 0 && !exportTo?.includes("*")) return wildcards;
    return [...wildcards, { path: "spec.exportTo", got: exportTo, want: 'namespaces by name, or "."' }];
  },
  remediate({ spec }) {
    if (spec && (spec.exportTo ?? []).length === 0) spec.exportTo = ["."];
  },
});
