import { parse } from "yaml";
import { ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import { metadataOf } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

interface MeshConfig {
  outboundTrafficPolicy?: { mode?: string };
}

/** The mesh's own config is a ConfigMap that Istio's chart makes; a Sidecar overrules it for some pods. */
export const rule = resourceRule({
  name: "mesh-registry-only",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "The mesh must pass on only what goes to hosts that it knows.",
  why: "an agent that was talked into it could send data to any host of the internet",
  fix: "set outboundTrafficPolicy.mode to REGISTRY_ONLY, and declare each host outside by a ServiceEntry",
  references: ["Istio security", "OWASP LLM10", "OWASP ASI02"],
  kinds: ["kubernetes:networking.istio.io:Sidecar", "kubernetes:core:ConfigMap"],
  knobs: ROOT_NAMESPACE,
  check(resource, { rootNamespace }) {
    if (resource.kind === "kubernetes:networking.istio.io:Sidecar") {
      const { outboundTrafficPolicy, egress = [] } = resource.props.spec ?? {};
      const mode = outboundTrafficPolicy?.mode;
      const findings: Finding[] = [];
      if (mode === "ALLOW_ANY") {
        findings.push({ path: "spec.outboundTrafficPolicy.mode", got: mode, want: '"REGISTRY_ONLY"' });
      }
      egress.forEach((each, index) => {
        const place = (each?.hosts ?? []).indexOf("*/*");
        const path = `spec.egress[${index}].hosts[${place}]`;
        if (place >= 0) findings.push({ path, got: "*/*", want: "the namespaces or hosts that are called" });
      });
      return findings;
    }
    const { name, namespace } = metadataOf(resource);
    const { data = {} } = resource.props;
    // Each revision of Istio has a config of its own: istio-1-30, istio-canary.
    if (namespace !== rootNamespace || !/^istio(-|$)/.test(name ?? "") || !("mesh" in data)) return [];
    const mode = ((parse(data.mesh ?? "") ?? {}) as MeshConfig).outboundTrafficPolicy?.mode;
    if (mode === "REGISTRY_ONLY") return [];
    return [{ path: "data.mesh", got: mode, want: "outboundTrafficPolicy.mode REGISTRY_ONLY" }];
  },
});
