import { PUBLIC_BUCKETS } from "../../lib/aws/s3.ts";
import { resourceRule } from "../../lib/rule.ts";

const SETTINGS = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"] as const;

/** A public access block, of a bucket or of an account, must set all that it can. */
export const rule = resourceRule({
  name: "s3-public-access-block-complete",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A public access block must block public ACLs and public policies, new ones and those that are there.",
  why: "each of the four settings that is missing leaves one way to make objects public",
  fix: "set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true",
  references: ["CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "AwsSolutions-S2"],
  kinds: ["aws:s3:BucketPublicAccessBlock", "aws:s3:AccountPublicAccessBlock"],
  knobs: PUBLIC_BUCKETS,
  check({ props }, { publicBuckets }) {
    if ("bucket" in props && publicBuckets.includes(props.bucket ?? "")) return [];
    return SETTINGS.filter((path) => props[path] !== true).map((path) => ({ path, got: props[path], want: "true" }));
  },
  remediate(props, { publicBuckets }) {
    if ("bucket" in props && publicBuckets.includes(props.bucket ?? "")) return;
    for (const setting of SETTINGS) if (props[setting] !== true) props[setting] = true;
  },
});
