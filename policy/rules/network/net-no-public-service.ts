import { z } from "zod";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type Service = PropsOf<"kubernetes:core:Service">;

type Annotation = [key: string, value: string];

/** By cloud, the annotations that keep a load balancer inside the network, the one to set first. */
const INTERNAL: Record<"azure" | "aws" | "gcp", [Annotation, ...Annotation[]]> = {
  azure: [["service.beta.kubernetes.io/azure-load-balancer-internal", "true"]],
  aws: [
    ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
    ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
  ],
  gcp: [
    ["networking.gke.io/load-balancer-type", "Internal"],
    ["cloud.google.com/load-balancer-type", "Internal"],
  ],
};

type Cloud = keyof typeof INTERNAL | "any";

/** No Service may be reachable from outside of the network, but for those that are named. */
export const rule = resourceRule({
  name: "net-no-public-service",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A Service must not be reachable from outside, unless it is one that is meant to be.",
  why: "whoever finds the address passes by the gateway and its checks",
  fix: "set spec.type to ClusterIP, annotate a load balancer as internal, or name the Service in allowServices",
  references: ["KL exposed-services", "KS service-type", "GK block-nodeport-services", "AZP 3fc4dc25"],
  kinds: ["kubernetes:core:Service"],
  knobs: {
    allowServices: z.array(z.string()).default([]).describe("Services that may be reachable, as namespace/name."),
    cloud: z
      .enum(["any", "azure", "aws", "gcp"])
      .default("any")
      .describe("Whose annotation makes a load balancer internal. Only with one cloud is it set by remediation."),
  },
  check(service, { allowServices, cloud }) {
    const { metadata, spec } = service.props;
    if (allowServices.includes(`${namespaceOf(service)}/${metadata?.name}`)) return [];
    const findings: Finding[] = [];
    if (spec?.type === "NodePort") findings.push({ path: "spec.type", got: spec.type, want: '"ClusterIP"' });
    if (isPublic(service.props, cloud)) {
      findings.push({
        path: "metadata.annotations",
        got: metadata?.annotations,
        want: "the annotation of an internal load balancer",
      });
    }
    const { externalIPs = [] } = spec ?? {};
    if (externalIPs.length > 0) findings.push({ path: "spec.externalIPs", got: externalIPs, want: "none" });
    return findings;
  },
  remediate(service, { allowServices, cloud }) {
    const { metadata } = service;
    if (cloud === "any" || !isPublic(service, cloud)) return;
    if (allowServices.includes(`${metadata?.namespace ?? "default"}/${metadata?.name}`)) return;
    const [[key, value]] = INTERNAL[cloud];
    service.metadata = { ...metadata, annotations: { ...metadata?.annotations, [key]: value } };
  },
});

function isPublic({ metadata, spec }: Service, cloud: Cloud): boolean {
  if (spec?.type !== "LoadBalancer") return false;
  const annotations = cloud === "any" ? Object.values(INTERNAL).flat() : INTERNAL[cloud];
  return !annotations.some(([key, value]) => metadata?.annotations?.[key] === value);
}
