import { rule } from "../../../../policy/rules/aws/iam-oidc-pinned.ts";
import { aws, document } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const GITHUB = "token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";

function role(provider: string, condition: object) {
  return aws("iam:Role", {
    assumeRolePolicy: document({
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
      Condition: condition,
    }),
  });
}

const wide = "repo:acme/agents:*";
const at = "assumeRolePolicy.Statement[0].Condition";

describeRule(rule, {
  passes: {
    "one branch of one repository": {
      of: role(GITHUB, {
        StringEquals: {
          [`${GITHUB}:aud`]: "sts.amazonaws.com",
          [`${GITHUB}:sub`]: "repo:acme/agents:ref:refs/heads/main",
        },
      }),
    },
    "one service account of a cluster, said by another operator": {
      of: role(CLUSTER, {
        StringEquals: { [`${CLUSTER}:aud`]: ["sts.amazonaws.com"] },
        StringLike: { [`${CLUSTER}:sub`]: "system:serviceaccount:agents:research-agent" },
      }),
    },
    "a wildcard that is right": {
      of: role(GITHUB, { StringLike: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:sub`]: wide } }),
      knobs: { oidcSubjects: [wide] },
    },
    "a role for a service": {
      of: aws("iam:Role", {
        assumeRolePolicy: document({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" } }),
      }),
    },
  },
  fails: {
    "any repository of GitHub": {
      of: role(GITHUB, { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } }),
      finds: [`${at}: got nothing, want StringEquals on "${GITHUB}:sub"`],
    },
    "any branch and any pull request": {
      of: role(GITHUB, { StringLike: { [`${GITHUB}:aud`]: "sts.amazonaws.com", [`${GITHUB}:sub`]: [wide] } }),
      finds: [`${at}.StringLike["${GITHUB}:sub"][0]: got "${wide}", want a subject without wildcards`],
    },
    "a test that passes when the token has no subject": {
      of: role(CLUSTER, {
        StringEqualsIfExists: { [`${CLUSTER}:sub`]: "system:serviceaccount:agents:research-agent" },
      }),
      finds: [
        `${at}: got nothing, want StringEquals on "${CLUSTER}:sub"`,
        `${at}: got nothing, want StringEquals on "${CLUSTER}:aud"`,
      ],
    },
  },
  unknown: { "a trust policy that is not known yet": { of: aws("iam:Role"), path: "assumeRolePolicy" } },
  mutation: {
    kind: "aws:iam:Role",
    change: ({ props }) => {
      props.assumeRolePolicy.Statement[0].Condition = {};
    },
  },
});
