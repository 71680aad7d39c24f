import { type Finding, resourceRule } from "../../lib/rule.ts";

/** An accelerator should log the flows that it carries, to a bucket. */
export const rule = resourceRule({
  name: "accelerator-flow-logs",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A global accelerator should log the flows that it carries.",
  why: "the one way in from the world would leave no trace of who came",
  fix: "set attributes.flowLogsEnabled to true and attributes.flowLogsS3Bucket to a bucket for logs",
  references: ["CKV_AWS_75"],
  kinds: ["aws:globalaccelerator:Accelerator"],
  check({ props: { attributes } }) {
    const findings: Finding[] = [];
    if (attributes?.flowLogsEnabled !== true) {
      findings.push({ path: "attributes.flowLogsEnabled", got: attributes?.flowLogsEnabled, want: "true" });
    }
    if (!attributes?.flowLogsS3Bucket) findings.push({ path: "attributes.flowLogsS3Bucket", want: "a bucket" });
    return findings;
  },
});
