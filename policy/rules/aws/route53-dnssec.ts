import { type StackFinding, stackRule } from "../../lib/rule.ts";
import { settingsOf } from "../../lib/siblings.ts";

/** Every public zone should sign its answers. A zone of a network cannot. */
export const rule = stackRule({
  name: "route53-dnssec",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A public DNS zone should sign its answers with DNSSEC.",
  why: "a forged answer could lead users and agents elsewhere",
  fix: "add an aws.route53.KeySigningKey and an aws.route53.HostedZoneDnsSec for the zone",
  references: ["CKV2_AWS_38"],
  check: (stack) =>
    stack
      .of("aws:route53:Zone")
      .filter(({ props }) => (props.vpcs ?? []).length === 0)
      .flatMap((zone): StackFinding[] => {
        const [signing] = settingsOf(stack, zone, "aws:route53:HostedZoneDnsSec", "hostedZoneId");
        if (!signing) return [{ resource: zone, path: "", want: "a HostedZoneDnsSec", absent: true }];
        const { signingStatus } = signing.props;
        if (signingStatus !== "NOT_SIGNING") return [];
        return [{ resource: signing, path: "signingStatus", got: signingStatus, want: '"SIGNING"' }];
      }),
});
