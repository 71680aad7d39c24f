import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

const WORLD = ["0.0.0.0/0", "::/0"];

/** The API of a cluster must be private, or open to named networks. AWS opens it to the world where nothing is said. */
export const rule = resourceRule({
  name: "eks-endpoint-private",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "The API of an EKS cluster must not be open to the world.",
  why: "anyone could try stolen tokens and new holes on the one door to all agents",
  fix: "set vpcConfig.endpointPublicAccess to false, or vpcConfig.publicAccessCidrs to the networks of people and pipelines",
  references: ["CKV_AWS_38", "CKV_AWS_39", "AwsSolutions-EKS1", "trivy aws-eks"],
  kinds: ["aws:eks:Cluster"],
  knobs: {
    cidrs: z
      .array(z.string())
      .default([])
      .describe("The only networks that may reach the API. Empty: any but the whole world."),
  },
  check({ props }, { cidrs }) {
    if (props.vpcConfig?.endpointPublicAccess === false) return [];
    const path = "vpcConfig.publicAccessCidrs";
    const open = props.vpcConfig?.publicAccessCidrs ?? [];
    if (open.length === 0) return [{ path, want: "networks by name, or vpcConfig.endpointPublicAccess false" }];
    const right = (cidr: string) => !WORLD.includes(cidr) && (cidrs.length === 0 || cidrs.includes(cidr));
    const want = cidrs.length === 0 ? "networks by name" : `one of ${cidrs.join(", ")}`;
    return open.flatMap((cidr, index) =>
      cidr === undefined || right(cidr) ? [] : [{ path: `${path}[${index}]`, got: cidr, want }],
    );
  },
});
