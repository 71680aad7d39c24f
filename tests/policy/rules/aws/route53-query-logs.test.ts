import { rule } from "../../../../policy/rules/aws/route53-query-logs.ts";
import { aws, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const zone = aws("route53:Zone", { name: "agents.example" });
const log = aws("route53:QueryLog", { zoneId: "Z1", cloudwatchLogGroupArn: "arn:aws:logs:us-east-1:1:log-group:dns" });

describeRule(rule, {
  passes: {
    "a zone that logs": { of: [waiting(log, zone), zone] },
    "a zone of a network": { of: aws("route53:Zone", { vpcs: [{ vpcId: "vpc-1" }] }) },
  },
  fails: {
    "a zone that does not log": { of: zone, finds: [": got nothing, want a QueryLog"] },
    "one of two": {
      of: [zone, aws("route53:Zone", { name: "other.example" }, "other"), waiting(log, zone)],
      finds: ["other : got nothing, want a QueryLog"],
    },
  },
  unknown: { "whether a zone is of a network": { of: zone, path: "vpcs" } },
  mutation: {
    kind: "aws:route53:QueryLog",
    change: (log) => {
      log.options = { dependencies: [] };
    },
  },
});
