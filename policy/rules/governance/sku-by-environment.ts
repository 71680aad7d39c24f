import { z } from "zod";
import { REGEX } from "../../lib/regex.ts";
import { anyResourceRule, type Finding } from "../../lib/rule.ts";

/** Where resources of any kind say how large they are; `*` is any item of a list. */
const SIZES = [
  "sku.name",
  "sku.tier",
  "properties.sku.name",
  "vmSize",
  "agentPoolProfiles.*.vmSize",
  "instanceType",
  "instanceTypes.*",
  "instanceClass",
  "nodeType",
];

/** A resource whose tag says what it is for should be of a size for that. A resource without the tag may be of any. */
export const rule = anyResourceRule({
  name: "sku-by-environment",
  pack: "governance",
  enforcement: "advice",
  severity: "low",
  description: "A resource should be neither too large for development nor too small for production.",
  why: "development pays for what nobody needs, and production has no promise of being up",
  fix: "choose a SKU for the environment, or change skuByEnv",
  references: ["AZR Azure.*.MinSKU", "KY block-gpu"],
  knobs: {
    environmentTag: z.string().default("environment").describe("Tag that says what a resource is for."),
    skuByEnv: z
      .record(z.string(), z.array(REGEX))
      .default({
        // Premium tiers, GPUs of Azure and AWS, reserved model capacity, machines of 32 cores and more.
        dev: ["premium.*", "standard_n.*", "[gp]\\d.*\\..+", ".*provisionedmanaged", ".*\\.(8|\\d{2})xlarge"],
        production: ["free.*", "f[0-9]", "basic", "developer.*", "(db|cache)?\\.?t\\d[a-z]?\\.(nano|micro|small)"],
      })
      .describe("By environment, regular expressions of SKUs that do not fit it, compared without case."),
  },
  check({ props }, { environmentTag, skuByEnv }) {
    const environment = (props.tags as Record<string, string> | undefined)?.[environmentTag];
    const refused = environment === undefined ? undefined : skuByEnv[environment];
    if (!refused) return [];
    const findings: Finding[] = SIZES.flatMap((path) => found(props, path.split("."), ""))
      .filter(({ got }) => refused.some((form) => new RegExp(`^(${form})$`, "i").test(got)))
      .map(({ path, got }) => ({ path, got, want: `another SKU for ${environment}` }));
    // A tier that only repeats the name is one mistake, not two.
    return findings.filter(({ got }, index) => findings.findIndex((other) => other.got === got) === index);
  },
});

function found(value: unknown, [key, ...rest]: string[], path: string): { path: string; got: string }[] {
  if (key === undefined) return typeof value === "string" ? [{ path, got: value }] : [];
  if (typeof value !== "object" || value === null) return [];
  if (key === "*") {
    return Array.isArray(value) ? value.flatMap((item, index) => found(item, rest, `${path}[${index}]`)) : [];
  }
  return found((value as Record<string, unknown>)[key], rest, path === "" ? key : `${path}.${key}`);
}
