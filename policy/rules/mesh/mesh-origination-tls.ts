import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type Spec = NonNullable<Resource<"kubernetes:networking.istio.io:DestinationRule">["props"]["spec"]>;
type TrafficPolicy = NonNullable<Spec["trafficPolicy"]>;
type Tls = NonNullable<TrafficPolicy["tls"]>;

/** Calls that leave a proxy must be encrypted and their server proven: Istio proves none without a CA to prove it by. */
export const rule = resourceRule({
  name: "mesh-origination-tls",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A DestinationRule must encrypt, and must verify whom it talks to.",
  why: "anyone on the way could read and answer in the server's place",
  fix: "set tls.mode to ISTIO_MUTUAL in the mesh, or to SIMPLE with caCertificates or credentialName outside of it",
  references: ["Istio security", "Istio IST0128", "Istio IST0129"],
  kinds: ["kubernetes:networking.istio.io:DestinationRule"],
  knobs: {
    allowedHosts: z.array(z.string()).default([]).describe("Hosts that may be reached in plain text."),
  },
  check({ props: { spec } }, { allowedHosts }) {
    return policiesOf(spec).flatMap(({ policy, path }) => [
      ...findingsOf(policy?.tls, `${path}.tls`, allowedHosts.includes(spec?.host ?? "")),
      ...(policy?.portLevelSettings ?? []).flatMap((each, index) =>
        findingsOf(each?.tls, `${path}.portLevelSettings[${index}].tls`, allowedHosts.includes(spec?.host ?? "")),
      ),
    ]);
  },
});

/** The policy for a host and those for its subsets. */
function policiesOf(spec: Spec | undefined): { policy: TrafficPolicy | undefined; path: string }[] {
  return [
    { policy: spec?.trafficPolicy, path: "spec.trafficPolicy" },
    ...(spec?.subsets ?? []).map((subset, index) => ({
      policy: subset?.trafficPolicy as TrafficPolicy | undefined,
      path: `spec.subsets[${index}].trafficPolicy`,
    })),
  ];
}

function findingsOf(tls: Tls | undefined, path: string, mayBePlain: boolean): Finding[] {
  const findings: Finding[] = [];
  if (tls?.mode === "DISABLE" && !mayBePlain) {
    findings.push({ path: `${path}.mode`, got: tls.mode, want: '"ISTIO_MUTUAL", "SIMPLE" or "MUTUAL"' });
  }
  const isOutside = tls?.mode === "SIMPLE" || tls?.mode === "MUTUAL";
  if (isOutside && tls.caCertificates === undefined && tls.credentialName === undefined) {
    findings.push({ path: `${path}.caCertificates`, want: "a CA to verify the server by, here or by credentialName" });
  }
  if (tls?.insecureSkipVerify === true) {
    findings.push({ path: `${path}.insecureSkipVerify`, got: true, want: "false" });
  }
  return findings;
}
