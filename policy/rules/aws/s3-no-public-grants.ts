import { everyone, statementsOf } from "../../lib/aws/iamDocument.ts";
import { PUBLIC_BUCKETS } from "../../lib/aws/s3.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const PUBLIC_GROUPS = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

type Granting = Resource<
  "aws:s3:Bucket" | "aws:s3:BucketAcl" | "aws:s3:BucketPolicy" | "aws:s3:BucketOwnershipControls"
>;

/**
 * No ACL and no policy may open a bucket to everyone, and ACLs must stay off. A bucket without ownership controls is
 * right: AWS turns ACLs off by itself.
 */
export const rule = resourceRule({
  name: "s3-no-public-grants",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "No policy and no ACL may open a bucket to everyone.",
  why: "whoever guesses its name could read what agents keep, or write what they will believe",
  fix: "name the principals in the policy, and keep ACLs off with BucketOwnerEnforced",
  references: ["CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_70", "CKV_AWS_375", "CKV2_AWS_43", "CKV2_AWS_65"],
  kinds: ["aws:s3:Bucket", "aws:s3:BucketAcl", "aws:s3:BucketPolicy", "aws:s3:BucketOwnershipControls"],
  knobs: PUBLIC_BUCKETS,
  check: (resource, { publicBuckets }) =>
    publicBuckets.includes(resource.props.bucket ?? resource.name) ? [] : openings(resource),
});

function openings({ kind, props }: Granting): Finding[] {
  switch (kind) {
    case "aws:s3:BucketPolicy":
      return openStatements(props.policy);
    case "aws:s3:BucketOwnershipControls": {
      const got = props.rule?.objectOwnership;
      if (got === "BucketOwnerEnforced") return [];
      return [{ path: "rule.objectOwnership", got, want: '"BucketOwnerEnforced"' }];
    }
    case "aws:s3:BucketAcl":
      return [
        ...openAcl(props.acl),
        ...(props.accessControlPolicy?.grants ?? []).flatMap(({ grantee }, index) =>
          openGroup(grantee?.uri, `accessControlPolicy.grants[${index}].grantee.uri`),
        ),
      ];
    case "aws:s3:Bucket":
      return [
        ...openAcl(props.acl),
        ...(props.grants ?? []).flatMap(({ uri }, index) => openGroup(uri, `grants[${index}].uri`)),
        ...openStatements(props.policy),
      ];
  }
}

function openAcl(acl: string | undefined): Finding[] {
  return PUBLIC_ACLS.includes(acl ?? "") ? [{ path: "acl", got: acl, want: '"private"' }] : [];
}

function openGroup(uri: string | undefined, path: string): Finding[] {
  return PUBLIC_GROUPS.test(uri ?? "") ? [{ path, got: uri, want: "no group of all people" }] : [];
}

function openStatements(policy: unknown): Finding[] {
  return statementsOf(policy, "policy").flatMap((statement) => {
    const anyone = everyone(statement);
    return anyone ? [{ path: anyone.path, got: anyone.value, want: "principals by name, or a condition on who" }] : [];
  });
}
