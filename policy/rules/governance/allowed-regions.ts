import { z } from "zod";
import { allowedRegions, isOneOf, REGION_KNOBS } from "../../lib/residency/regions.ts";
import { anyResourceRule } from "../../lib/rule.ts";

/** How each cloud calls the place of a resource, and of all resources of a provider. */
const PLACE = [
  { kinds: /^(azure-native:|pulumi:providers:azure-native)/, path: "location" },
  { kinds: /^(aws:|pulumi:providers:aws)/, path: "region" },
];

/**
 * Every resource that says where it is, and every provider that says it for others, must be in a region of the list.
 * Without a list there is nothing to compare, so nothing is found. What is `global` is nowhere in particular.
 */
export const rule = anyResourceRule({
  name: "allowed-regions",
  pack: "governance",
  enforcement: "production",
  severity: "high",
  description: "A resource must be in a region that is allowed for its data.",
  why: "data would be under a law that nobody agreed to",
  fix: "move the resource to a region of the list, or add its region to regions",
  references: ["AZR-000167", "AZP e56962a6", "AZP e765b5de"],
  knobs: {
    ...REGION_KNOBS,
    globalTypes: z
      .array(z.string())
      .default([])
      .describe("Kinds that may be anywhere, such as aws:acm:Certificate for the edge, which must be in us-east-1."),
  },
  check({ kind, props }, { globalTypes, ...knobs }) {
    const path = PLACE.find(({ kinds }) => kinds.test(kind))?.path;
    const allowed = allowedRegions(props, knobs);
    if (path === undefined || allowed.length === 0 || globalTypes.includes(kind)) return [];
    const got = props[path];
    if (typeof got !== "string" || isOneOf(got, [...allowed, "global"])) return [];
    return [{ path, got, want: `one of ${allowed.join(", ")}` }];
  },
});
