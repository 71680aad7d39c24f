import { z } from "zod";
import { numeric } from "../check.ts";

/** Versions of Kubernetes that the add-ons and the API versions used are made for, oldest first. */
export const KUBERNETES_VERSIONS = ["1.33", "1.34", "1.35", "1.36"] as const;

/** A version of Kubernetes. YAML without quotes makes a number of it. */
export const KubernetesVersion = z
  .preprocess((value) => (typeof value === "number" ? String(value) : value), z.enum(KUBERNETES_VERSIONS))
  .default("1.34")
  .describe("Version of Kubernetes. The cloud applies its patches; a newer one is a decision.");

/** Who may call the cluster's API over its public address. At most `most` ranges. */
export function apiAccess(most: number) {
  return z
    .strictObject({
      private: z
        .boolean()
        .default(false)
        .describe(
          "Reach the API from inside the network only. Whoever runs `pulumi up` must then be inside: it makes what is in the cluster.",
        ),
      allow: z
        .array(
          z
            .cidrv4({ error: "an IPv4 range such as 203.0.113.0/24", abort: true })
            .refine((range) => !range.endsWith("/0"), {
              error: "the addresses of those who may call, not everybody's",
            }),
        )
        .min(1)
        .max(most)
        .optional()
        .describe("The only addresses that may call the API. Needed unless it is private."),
    })
    .prefault({});
}

/** A range of private addresses, of a prefix between `largest` and `smallest`. */
export function network(example: string, largest: number, smallest: number) {
  return z
    .cidrv4({ error: `an IPv4 range such as ${example}`, abort: true })
    .refine((range) => prefixOf(range) >= largest && prefixOf(range) <= smallest, {
      error: `an IPv4 range between /${largest} and /${smallest}`,
    })
    .default(example);
}

/** Prefix length of a range: 16 of `10.40.0.0/16`. */
export function prefixOf(range: string): number {
  return Number(range.split("/")[1]);
}

/** Seconds, of which `most` is the bound. */
export function seconds(most: number) {
  return numeric(z.int().min(1).max(most));
}
