import type { Kind } from "../../lib/kinds/index.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import { type Linked, referredBy } from "../../lib/siblings.ts";

interface Pair {
  /** What says it inline. */
  kind: Kind;
  inline: string[];
  /** What says the same beside it, and the input that names the first. */
  beside: Kind;
  by: string;
}

const RULES = { kind: "aws:ec2:SecurityGroup", by: "securityGroupId" } as const;
const OF_BUCKET = { kind: "aws:s3:Bucket", by: "bucket" } as const;

const PAIRS: Pair[] = [
  { ...RULES, inline: ["ingress", "egress"], beside: "aws:ec2:SecurityGroupRule" },
  { ...RULES, inline: ["ingress"], beside: "aws:vpc:SecurityGroupIngressRule" },
  { ...RULES, inline: ["egress"], beside: "aws:vpc:SecurityGroupEgressRule" },
  { kind: "aws:iam:Role", inline: ["inlinePolicies"], beside: "aws:iam:RolePolicy", by: "role" },
  { kind: "aws:iam:Role", inline: ["managedPolicyArns"], beside: "aws:iam:RolePolicyAttachment", by: "role" },
  { kind: "aws:kms:Key", inline: ["policy"], beside: "aws:kms:KeyPolicy", by: "keyId" },
  { kind: "aws:sqs:Queue", inline: ["policy"], beside: "aws:sqs:QueuePolicy", by: "queueUrl" },
  { kind: "aws:sns:Topic", inline: ["policy"], beside: "aws:sns:TopicPolicy", by: "arn" },
  { ...OF_BUCKET, inline: ["policy"], beside: "aws:s3:BucketPolicy" },
  { ...OF_BUCKET, inline: ["acl", "grants"], beside: "aws:s3:BucketAcl" },
  { ...OF_BUCKET, inline: ["versioning"], beside: "aws:s3:BucketVersioning" },
  { ...OF_BUCKET, inline: ["logging"], beside: "aws:s3:BucketLogging" },
  { ...OF_BUCKET, inline: ["lifecycleRules"], beside: "aws:s3:BucketLifecycleConfiguration" },
  {
    ...OF_BUCKET,
    inline: ["serverSideEncryptionConfiguration"],
    beside: "aws:s3:BucketServerSideEncryptionConfiguration",
  },
  { ...OF_BUCKET, inline: ["replicationConfiguration"], beside: "aws:s3:BucketReplicationConfig" },
];

/** What AWS keeps one of: the second resource overwrites the first. */
const ONE_PER_BUCKET = [
  "aws:s3:BucketPolicy",
  "aws:s3:BucketLifecycleConfiguration",
  "aws:s3:BucketPublicAccessBlock",
] as const satisfies Kind[];

/** Nothing may be said in two places: inline and in a resource beside it, or in two resources beside it. */
export const rule = stackRule({
  name: "aws-no-management-conflicts",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A setting must be made in one place, inline or in a resource of its own.",
  why: "every update undoes what the other place says, so that rules come and go",
  fix: "remove the inline setting, or the second resource, so that one place is left",
  references: [
    "AWSGuard iam-role-no-policy-management-conflicts",
    "AWSGuard security-group-no-rule-management-conflicts",
  ],
  check(stack) {
    const findings: StackFinding[] = [];
    for (const { kind, inline, beside, by } of PAIRS) {
      const owners: Linked[] = stack.of(kind);
      for (const owner of owners) {
        const others = stack.of(beside).filter((setting) => isOnly(owner, referredBy(setting as Linked, by, owners)));
        for (const path of inline) {
          if ((owner.props as Record<string, unknown>)[path] === undefined) continue;
          const other = others.find((each) => !isOfOtherDirection(each as Linked, path));
          if (!other) continue;
          const got = `inline, and in ${beside.split(":").at(-1)} ${other.name}`;
          findings.push({ resource: owner as StackFinding["resource"], path, got, want: "one place" });
        }
      }
    }
    const buckets = stack.of("aws:s3:Bucket");
    for (const kind of ONE_PER_BUCKET) {
      for (const bucket of buckets) {
        const settings = stack.of(kind).filter((each) => isOnly(bucket, referredBy(each, "bucket", buckets)));
        if (settings.length < 2) continue;
        const got = settings.map(({ name }) => name);
        findings.push({ resource: bucket, path: "", got, want: `one ${kind.split(":").at(-1)}` });
      }
    }
    return findings;
  },
});

/** Whether a rule of a security group is for traffic that the inline list is not about. */
function isOfOtherDirection({ kind, props }: Linked, list: string): boolean {
  return kind === "aws:ec2:SecurityGroupRule" && (props as { type?: string }).type !== list;
}

/** Whether it is certain that this one is meant. */
function isOnly(owner: Linked, meant: readonly Linked[]): boolean {
  return meant.length === 1 && meant[0]?.urn === owner.urn;
}
