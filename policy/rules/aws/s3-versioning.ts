import { missingSetting, OF_BUCKET } from "../../lib/aws/s3.ts";
import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every bucket should keep former versions, as a resource beside it or inline says. */
export const rule = stackRule({
  name: "s3-versioning",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A bucket should keep the former versions of its objects.",
  why: "what an agent overwrites or deletes by mistake is gone",
  fix: 'add a BucketVersioning with versioningConfiguration.status "Enabled"',
  references: ["CKV_AWS_21", "trivy aws-s3"],
  check: (stack) =>
    stack.of("aws:s3:Bucket").flatMap((bucket) => {
      if (bucket.props.versioning?.enabled === true) return [];
      const settings = settingsOf(stack, bucket, "aws:s3:BucketVersioning", OF_BUCKET);
      if (settings.some(({ props }) => props.versioningConfiguration?.status === "Enabled")) return [];
      const [first] = settings;
      const path = "versioningConfiguration.status";
      const got = first?.props.versioningConfiguration?.status;
      return [missingSetting(bucket, first, { path, got, want: "versioning to be enabled" })];
    }),
});
