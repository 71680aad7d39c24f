import { z } from "zod";
import { contains } from "../../lib/cidr.ts";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { type PlacedRule, rulesOf } from "../../lib/kubernetes/networkPolicy.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/**
 * No pod may get at the credentials of its node. An address range that pods may reach must leave out the metadata
 * service, and nodes on AWS must answer only sessions that began on the node itself.
 */
export const rule = resourceRule({
  name: "net-block-instance-metadata",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "Pods must not reach the metadata service of their node.",
  why: "whoever reaches it takes the node's credentials",
  fix: 'add the service to ipBlock.except; on AWS set metadataOptions.httpTokens to "required" and httpPutResponseHopLimit to 1',
  references: ["KSC C-0052", "NSA"],
  kinds: ["kubernetes:networking.k8s.io:NetworkPolicy", "aws:ec2:LaunchTemplate", "aws:eks:NodeGroup"],
  knobs: {
    metadataCidrs: z
      .array(z.string())
      .default(["169.254.169.254/32", "fd00:ec2::254/128"])
      .describe("Addresses of the metadata service."),
  },
  check(resource, { metadataCidrs }) {
    switch (resource.kind) {
      case "kubernetes:networking.k8s.io:NetworkPolicy":
        return rulesOf(resource.props.spec, "Egress").flatMap((each) => reachable(each, metadataCidrs));
      case "aws:ec2:LaunchTemplate":
        return sessions(resource.props);
      case "aws:eks:NodeGroup":
        // The one that EKS makes by itself lets sessions travel one hop further, into pods.
        return resource.props.launchTemplate ? [] : [{ path: "launchTemplate", want: "a launch template of its own" }];
    }
  },
  remediate(props, { metadataCidrs }, kind) {
    if (kind === "aws:ec2:LaunchTemplate") {
      const template = props as PropsOf<"aws:ec2:LaunchTemplate">;
      if (sessions(template).length === 0) return;
      template.metadataOptions = { ...template.metadataOptions, httpTokens: "required", httpPutResponseHopLimit: 1 };
    } else if (kind === "kubernetes:networking.k8s.io:NetworkPolicy") {
      const { spec } = props as PropsOf<"kubernetes:networking.k8s.io:NetworkPolicy">;
      for (const { ipBlock } of rulesOf(spec, "Egress").flatMap(({ peers = [] }) => peers)) {
        const missing = ipBlock ? notExcepted(ipBlock, metadataCidrs) : [];
        // An exception must be narrower than its range.
        const addable = missing.filter((cidr) => !contains(cidr, ipBlock?.cidr));
        if (ipBlock && addable.length > 0) ipBlock.except = [...(ipBlock.except ?? []), ...addable];
      }
    }
  },
});

function reachable({ peers = [], peersPath }: PlacedRule, metadataCidrs: string[]): Finding[] {
  return peers.flatMap(({ ipBlock }, index): Finding[] => {
    if (!ipBlock) return [];
    const path = `${peersPath}[${index}].ipBlock`;
    if (metadataCidrs.some((metadata) => contains(metadata, ipBlock.cidr))) {
      return [{ path: `${path}.cidr`, got: ipBlock.cidr, want: "another address than the metadata service" }];
    }
    const missing = notExcepted(ipBlock, metadataCidrs);
    if (missing.length === 0) return [];
    return [{ path: `${path}.except`, got: ipBlock.except, want: `${missing.join(" and ")} among them` }];
  });
}

/** The addresses of the service that a range leaves open. */
function notExcepted({ cidr, except = [] }: { cidr?: string; except?: string[] }, metadataCidrs: string[]): string[] {
  return metadataCidrs.filter(
    (metadata) => contains(cidr, metadata) && !except.some((each) => contains(each, metadata)),
  );
}

function sessions({ metadataOptions = {} }: PropsOf<"aws:ec2:LaunchTemplate">): Finding[] {
  const { httpEndpoint, httpTokens, httpPutResponseHopLimit } = metadataOptions;
  if (httpEndpoint === "disabled") return [];
  const path = "metadataOptions";
  return [
    ...(httpTokens === "required" ? [] : [{ path: `${path}.httpTokens`, got: httpTokens, want: '"required"' }]),
    ...(httpPutResponseHopLimit === 1
      ? []
      : [{ path: `${path}.httpPutResponseHopLimit`, got: httpPutResponseHopLimit, want: "1" }]),
  ];
}
