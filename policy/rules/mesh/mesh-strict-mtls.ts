import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type PeerAuthentication = PropsOf<"kubernetes:security.istio.io:PeerAuthentication">;

/** A PeerAuthentication must ask for mTLS, on every port: a port of its own mode is a hole in a strict one. */
export const rule = resourceRule({
  name: "mesh-strict-mtls",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A PeerAuthentication must demand mTLS, on every port.",
  why: "whoever is in the network could talk to agents in plain text and under any name",
  fix: "set mtls.mode to STRICT and remove PERMISSIVE and DISABLE from portLevelMtls",
  references: ["Istio security", "KY enforce-strict-mtls", "OWASP ASI07"],
  kinds: ["kubernetes:security.istio.io:PeerAuthentication"],
  knobs: {
    ...ROOT_NAMESPACE,
    portExceptions: z
      .array(z.strictObject({ workload: z.string(), port: z.int(), reason: z.string().min(10) }))
      .default([])
      .describe(
        "Ports that may do without, such as one that Prometheus scrapes; workload is a label that is selected.",
      ),
  },
  check({ props }, { rootNamespace, portExceptions }) {
    const findings: Finding[] = [];
    const mode = props.spec?.mtls?.mode;
    if (!isStrict(props, rootNamespace)) findings.push({ path: "spec.mtls.mode", got: mode, want: '"STRICT"' });
    const selected = Object.values(props.spec?.selector?.matchLabels ?? {});
    for (const [port, setting] of Object.entries(props.spec?.portLevelMtls ?? {})) {
      const isExcepted = portExceptions.some((each) => String(each.port) === port && selected.includes(each.workload));
      if (isExcepted || (setting?.mode !== "PERMISSIVE" && setting?.mode !== "DISABLE")) continue;
      findings.push({ path: `${step("spec.portLevelMtls", port)}.mode`, got: setting.mode, want: '"STRICT"' });
    }
    return findings;
  },
  remediate(props, { rootNamespace }) {
    if (isStrict(props, rootNamespace)) return;
    props.spec ??= {};
    props.spec.mtls = { ...props.spec.mtls, mode: "STRICT" };
  },
});

/** One that names no mode takes the mesh's; the mesh's own has nothing to take it from, and Istio's default is lax. */
function isStrict({ metadata, spec }: PeerAuthentication, rootNamespace: string): boolean {
  const mode = spec?.mtls?.mode;
  if (mode !== undefined && mode !== "UNSET") return mode === "STRICT";
  return metadata?.namespace !== rootNamespace || spec?.selector !== undefined;
}
