import { rule } from "../../../../policy/rules/aws/route53-dnssec.ts";
import { aws, waiting } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const zone = aws("route53:Zone", { name: "agents.example" });
const signing = aws("route53:HostedZoneDnsSec", { hostedZoneId: "Z1" });

describeRule(rule, {
  passes: {
    "a zone that signs": { of: [waiting(signing, zone), zone] },
    "a zone of a network": { of: aws("route53:Zone", { vpcs: [{ vpcId: "vpc-1" }] }) },
  },
  fails: {
    "a zone that does not sign": { of: zone, finds: [": got nothing, want a HostedZoneDnsSec"] },
    "signing that is turned off": {
      of: [waiting(aws("route53:HostedZoneDnsSec", { hostedZoneId: "Z1", signingStatus: "NOT_SIGNING" }), zone), zone],
      finds: ['hostedZoneDnsSec signingStatus: got "NOT_SIGNING", want "SIGNING"'],
    },
  },
  unknown: {
    "a status that is not known yet": { of: [waiting(signing, zone), zone], path: "signingStatus" },
  },
  mutation: {
    kind: "aws:route53:HostedZoneDnsSec",
    change: ({ props }) => {
      props.signingStatus = "NOT_SIGNING";
    },
  },
});
