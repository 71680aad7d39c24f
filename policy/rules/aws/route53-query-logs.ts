import { stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every public zone should log what is asked of it. A zone of a network has no such logs. */
export const rule = stackRule({
  name: "route53-query-logs",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A public DNS zone should log the queries that it answers.",
  why: "a name that is abused or taken over leaves no trace",
  fix: "add an aws.route53.QueryLog for the zone, with a log group in us-east-1",
  references: ["CKV2_AWS_39"],
  check: (stack) =>
    stack
      .of("aws:route53:Zone")
      .filter(({ props }) => (props.vpcs ?? []).length === 0)
      .filter((zone) => settingsOf(stack, zone, "aws:route53:QueryLog", "zoneId").length === 0)
      .map((zone) => ({ resource: zone, path: "", want: "a QueryLog", absent: true })),
});
