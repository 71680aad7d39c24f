import { everyone, statementsOf } from "../../lib/aws/iamDocument.ts";
import { resourceRule } from "../../lib/rule.ts";

/** No policy on a key, a repository, a secret, a queue or a topic may let everyone in. Buckets have a policy of their own. */
export const rule = resourceRule({
  name: "resource-policy-not-public",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A policy on a key, repository, secret, queue or topic must not let everyone in.",
  why: "anyone with an AWS account could decrypt, pull, read or send",
  fix: "name the principals, or add a condition such as aws:PrincipalOrgID or aws:SourceArn",
  references: ["CKV_AWS_32", "CKV_AWS_33"],
  kinds: [
    "aws:kms:Key",
    "aws:kms:KeyPolicy",
    "aws:kms:ReplicaKey",
    "aws:ecr:RepositoryPolicy",
    "aws:secretsmanager:Secret",
    "aws:sqs:Queue",
    "aws:sqs:QueuePolicy",
    "aws:sns:Topic",
    "aws:sns:TopicPolicy",
  ],
  check: ({ props }) =>
    statementsOf(props.policy, "policy").flatMap((statement) => {
      const anyone = everyone(statement);
      return anyone
        ? [{ path: anyone.path, got: anyone.value, want: "principals by name, or a condition on who" }]
        : [];
    }),
});
