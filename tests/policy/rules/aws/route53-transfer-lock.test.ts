import { rule } from "../../../../policy/rules/aws/route53-transfer-lock.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const domain = { domainName: "agents.example" };

describeRule(rule, {
  passes: {
    "a domain that is locked": { of: aws("route53domains:RegisteredDomain", { ...domain, transferLock: true }) },
    "a domain that leaves it to the default": { of: aws("route53domains:RegisteredDomain", domain) },
  },
  fails: {
    "a domain that is not": {
      of: aws("route53domains:RegisteredDomain", { ...domain, transferLock: false }),
      finds: ["transferLock: got false, want true"],
    },
  },
  unknown: {
    "a lock that is not known yet": { of: aws("route53domains:RegisteredDomain", domain), path: "transferLock" },
  },
  remedies: {
    "a domain that is not locked": {
      of: aws("route53domains:RegisteredDomain", { ...domain, transferLock: false }),
      to: { ...domain, transferLock: true },
    },
  },
  mutation: {
    kind: "aws:route53domains:RegisteredDomain",
    change: ({ props }) => {
      props.transferLock = false;
    },
  },
});
