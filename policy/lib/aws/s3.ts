import { z } from "zod";
import type { Resource } from "../resource.ts";
import type { StackFinding } from "../rule.ts";
import type { Linked } from "../siblings.ts";

/** The knob that names the buckets which the world may read. */
export const PUBLIC_BUCKETS = {
  publicBuckets: z.array(z.string()).default([]).describe("Names of buckets that are public on purpose."),
};

/** The input by which every setting beside a bucket names it. */
export const OF_BUCKET = "bucket";

/** A finding where a bucket lacks a setting: of the resource beside it that could have said it, if there is one. */
export function missingSetting(
  bucket: Resource<"aws:s3:Bucket">,
  setting: Linked | undefined,
  found: { path: string; got?: unknown; want: string },
): StackFinding {
  if (setting) return { resource: setting as StackFinding["resource"], ...found };
  return { resource: bucket, path: "", want: found.want, absent: true };
}
