import { rule } from "../../../../policy/rules/aws/s3-no-public-grants.ts";
import { beside, bucket, document, ROLE_ARN } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const forAll = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::memory/*", Principal: "*" };
const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";

describeRule(rule, {
  passes: {
    "a policy for a role": {
      of: beside("BucketPolicy", { policy: document({ ...forAll, Principal: { AWS: ROLE_ARN } }) }),
    },
    "a denial for everyone": {
      of: beside("BucketPolicy", { policy: JSON.stringify(document({ ...forAll, Effect: "Deny" })) }),
    },
    "everyone in an organisation": {
      of: beside("BucketPolicy", {
        policy: document({ ...forAll, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } } }),
      }),
    },
    "a private bucket with ACLs turned off": { of: bucket({ acl: "private" }) },
    "ownership by the bucket's owner": {
      of: beside("BucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
    },
    "a bucket that is public on purpose": { of: bucket({ acl: "public-read" }), knobs: { publicBuckets: ["memory"] } },
  },
  fails: {
    "a policy for everyone, as JSON": {
      of: beside("BucketPolicy", { policy: JSON.stringify(document({ ...forAll, Principal: { AWS: ["*"] } })) }),
      finds: ['policy.Statement[0].Principal.AWS[0]: got "*", want principals by name, or a condition on who'],
    },
    "a policy inline, of a single statement with a condition that lets others be": {
      of: bucket({
        policy: {
          Statement: { ...forAll, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-acme" } } },
        },
      }),
      finds: ['policy.Statement.Principal: got "*", want principals by name, or a condition on who'],
    },
    "a policy for everyone but one": {
      of: beside("BucketPolicy", {
        policy: document({ ...forAll, Principal: undefined, NotPrincipal: { AWS: ROLE_ARN } }),
      }),
      finds: [
        `policy.Statement[0].NotPrincipal.AWS: got "${ROLE_ARN}", want principals by name, or a condition on who`,
      ],
    },
    "a public ACL and a grant": {
      of: bucket({ acl: "public-read", grants: [{ type: "Group", permissions: ["READ"], uri: everyone }] }),
      finds: [
        'acl: got "public-read", want "private"',
        `grants[0].uri: got "${everyone}", want no group of all people`,
      ],
    },
    "a grant beside the bucket": {
      of: beside("BucketAcl", { accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: everyone } }] } }),
      finds: [`accessControlPolicy.grants[0].grantee.uri: got "${everyone}", want no group of all people`],
    },
    "ACLs turned on": {
      of: beside("BucketOwnershipControls", { rule: { objectOwnership: "ObjectWriter" } }),
      finds: ['rule.objectOwnership: got "ObjectWriter", want "BucketOwnerEnforced"'],
    },
  },
  unknown: { "a policy that is not known yet": { of: beside("BucketPolicy", { policy: "" }), path: "policy" } },
  mutation: {
    kind: "aws:s3:BucketPolicy",
    change: ({ props }) => {
      props.policy = document(forAll);
    },
  },
});
