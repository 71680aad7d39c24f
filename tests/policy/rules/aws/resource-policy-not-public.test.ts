import { rule } from "../../../../policy/rules/aws/resource-policy-not-public.ts";
import { aws, document, ROLE_ARN } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const forAll = { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" };
const want = "want principals by name, or a condition on who";

describeRule(rule, {
  passes: {
    "a key for its account": {
      of: aws("kms:Key", {
        policy: JSON.stringify(document({ ...forAll, Principal: { AWS: "arn:aws:iam::1:root" } })),
      }),
    },
    "a key for all that a service does for one account": {
      of: aws("kms:Key", {
        policy: JSON.stringify(
          document({ ...forAll, Condition: { StringEquals: { "kms:CallerAccount": "111122223333" } } }),
        ),
      }),
    },
    "a topic that a bucket may send to": {
      of: aws("sns:TopicPolicy", {
        policy: document({ ...forAll, Condition: { ArnLike: { "aws:SourceArn": "arn:aws:s3:::memory" } } }),
      }),
    },
    "a repository for a role": {
      of: aws("ecr:RepositoryPolicy", { policy: document({ ...forAll, Principal: { AWS: ROLE_ARN } }) }),
    },
    "a queue without a policy": { of: aws("sqs:Queue") },
  },
  fails: {
    "a key for everyone": {
      of: aws("kms:KeyPolicy", { policy: JSON.stringify(document(forAll)) }),
      finds: [`policy.Statement[0].Principal.AWS: got "*", ${want}`],
    },
    "a key for everyone who comes by a service": {
      of: aws("kms:Key", {
        policy: JSON.stringify(
          document({ ...forAll, Condition: { StringEquals: { "kms:ViaService": "s3.amazonaws.com" } } }),
        ),
      }),
      finds: [`policy.Statement[0].Principal.AWS: got "*", ${want}`],
    },
    "a queue for everyone, whatever the first statement says": {
      of: aws("sqs:QueuePolicy", {
        policy: document(
          { ...forAll, Principal: { AWS: ROLE_ARN } },
          { ...forAll, Principal: "*", Condition: { ArnLike: { "aws:SourceArn": "*" } } },
        ),
      }),
      finds: [`policy.Statement[1].Principal: got "*", ${want}`],
    },
  },
  unknown: { "a policy that is not known yet": { of: aws("secretsmanager:Secret"), path: "policy" } },
  mutation: {
    kind: "aws:kms:Key",
    change: ({ props }) => {
      props.policy = JSON.stringify(document(forAll));
    },
  },
});
