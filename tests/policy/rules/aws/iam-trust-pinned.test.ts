import { rule } from "../../../../policy/rules/aws/iam-trust-pinned.ts";
import { aws, document, ROLE_ARN } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

function role(principal: unknown, condition?: object) {
  const statement = { Effect: "Allow", Action: "sts:AssumeRole", Principal: principal };
  return aws("iam:Role", { assumeRolePolicy: document({ ...statement, ...(condition && { Condition: condition }) }) });
}

const root = "arn:aws:iam::111122223333:root";

describeRule(rule, {
  passes: {
    "a service": { of: role({ Service: "pods.eks.amazonaws.com" }) },
    "a role by name": { of: role({ AWS: ROLE_ARN }) },
    "one of our accounts": { of: role({ AWS: [root, "111122223333"] }), knobs: { accounts: ["111122223333"] } },
    "another account that must know a word": {
      of: role({ AWS: root }, { StringEquals: { "sts:ExternalId": "acme" } }),
      knobs: { accounts: ["444455556666"] },
    },
  },
  fails: {
    everyone: {
      of: role("*"),
      finds: ['assumeRolePolicy.Statement[0].Principal: got "*", want principals by name'],
    },
    "everyone who knows a word": {
      of: role("*", { StringEquals: { "sts:ExternalId": "acme" } }),
      finds: ['assumeRolePolicy.Statement[0].Principal: got "*", want principals by name'],
    },
    "everyone, whatever the condition leaves open": {
      of: role({ AWS: "*" }, { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-acme" } }),
      finds: ['assumeRolePolicy.Statement[0].Principal.AWS: got "*", want principals by name'],
    },
    "a whole account of which nobody said whose it is, as advice": {
      of: role({ AWS: root }),
      finds: [
        `assumeRolePolicy.Statement[0].Principal.AWS: got "${root}", want a role by name, or a condition on who of the account (advice)`,
      ],
    },
    "a role of another account without a condition": {
      of: role({ AWS: [ROLE_ARN] }),
      knobs: { accounts: ["444455556666"] },
      finds: [
        `assumeRolePolicy.Statement[0].Principal.AWS[0]: got "${ROLE_ARN}", want a condition on who of the other account`,
      ],
    },
  },
  unknown: { "a trust policy that is not known yet": { of: aws("iam:Role"), path: "assumeRolePolicy" } },
  mutation: {
    kind: "aws:iam:Role",
    change: ({ props }) => {
      props.assumeRolePolicy.Statement[0].Principal = "*";
    },
  },
});
