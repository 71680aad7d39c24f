import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as acceleratorFlowLogs } from "./accelerator-flow-logs.ts";
import { rule as awsNoManagementConflicts } from "./aws-no-management-conflicts.ts";
import { rule as ec2Imdsv2 } from "./ec2-imdsv2.ts";
import { rule as ecrImmutableTags } from "./ecr-immutable-tags.ts";
import { rule as ecrScanned } from "./ecr-scanned.ts";
import { rule as eksControlPlaneLogs } from "./eks-control-plane-logs.ts";
import { rule as eksEndpointPrivate } from "./eks-endpoint-private.ts";
import { rule as eksNoOpenSsh } from "./eks-no-open-ssh.ts";
import { rule as eksNodeRoleMinimal } from "./eks-node-role-minimal.ts";
import { rule as eksSecretsEncrypted } from "./eks-secrets-encrypted.ts";
import { rule as eksVersionSupported } from "./eks-version-supported.ts";
import { rule as iamNoAdminPolicies } from "./iam-no-admin-policies.ts";
import { rule as iamNoUsers } from "./iam-no-users.ts";
import { rule as iamNoWildcards } from "./iam-no-wildcards.ts";
import { rule as iamOidcPinned } from "./iam-oidc-pinned.ts";
import { rule as iamTrustPinned } from "./iam-trust-pinned.ts";
import { rule as kmsRotation } from "./kms-rotation.ts";
import { rule as resourcePolicyNotPublic } from "./resource-policy-not-public.ts";
import { rule as route53Dnssec } from "./route53-dnssec.ts";
import { rule as route53NoDanglingAlias } from "./route53-no-dangling-alias.ts";
import { rule as route53QueryLogs } from "./route53-query-logs.ts";
import { rule as route53TransferLock } from "./route53-transfer-lock.ts";
import { rule as s3AccessLogs } from "./s3-access-logs.ts";
import { rule as s3BlockPublicAccess } from "./s3-block-public-access.ts";
import { rule as s3ClassifiedData } from "./s3-classified-data.ts";
import { rule as s3Lifecycle } from "./s3-lifecycle.ts";
import { rule as s3NoPublicGrants } from "./s3-no-public-grants.ts";
import { rule as s3PublicAccessBlockComplete } from "./s3-public-access-block-complete.ts";
import { rule as s3TlsOnly } from "./s3-tls-only.ts";
import { rule as s3Versioning } from "./s3-versioning.ts";
import { rule as secretsmanagerOwnKey } from "./secretsmanager-own-key.ts";
import { rule as secretsmanagerRotation } from "./secretsmanager-rotation.ts";

export const rules: Rule[] = [
  s3BlockPublicAccess,
  s3PublicAccessBlockComplete,
  s3NoPublicGrants,
  s3TlsOnly,
  s3Versioning,
  s3AccessLogs,
  s3Lifecycle,
  s3ClassifiedData,
  iamNoWildcards,
  iamNoAdminPolicies,
  iamTrustPinned,
  iamOidcPinned,
  iamNoUsers,
  eksNodeRoleMinimal,
  eksEndpointPrivate,
  eksSecretsEncrypted,
  eksControlPlaneLogs,
  eksVersionSupported,
  eksNoOpenSsh,
  ec2Imdsv2,
  route53QueryLogs,
  route53Dnssec,
  route53NoDanglingAlias,
  route53TransferLock,
  acceleratorFlowLogs,
  kmsRotation,
  resourcePolicyNotPublic,
  ecrImmutableTags,
  ecrScanned,
  secretsmanagerOwnKey,
  secretsmanagerRotation,
  awsNoManagementConflicts,
];

export const departures: Departure[] = [
  {
    row: "s3-block-public-access",
    policies: ["s3-block-public-access", "s3-public-access-block-complete", "s3-no-public-grants"],
    why: "That a block is there, that it is whole and that nothing opens the bucket are three findings at three places.",
  },
  {
    row: "s3-encryption-tls-durability",
    policies: ["s3-tls-only", "s3-versioning", "s3-access-logs", "s3-lifecycle", "s3-classified-data"],
    why: "They differ in how much they matter; S3 encrypts by itself, so that only classified data is asked for a key, and versioning, which cannot be taken back, is not mended.",
  },
  {
    row: "iam-no-admin-or-wildcards",
    policies: ["iam-no-wildcards", "iam-no-admin-policies"],
    why: "What a policy says and which policies of AWS are attached are found at different places.",
  },
  {
    row: "iam-principals-pinned",
    policies: ["iam-trust-pinned", "iam-oidc-pinned", "iam-no-users", "eks-node-role-minimal"],
    why: "Each is a way in of its own; that workloads use their own role shows in what the role of nodes is given.",
  },
  {
    row: "eks-private-encrypted-logged",
    policies: [
      "eks-endpoint-private",
      "eks-secrets-encrypted",
      "eks-control-plane-logs",
      "eks-version-supported",
      "eks-no-open-ssh",
      "ec2-imdsv2",
    ],
    why: "They differ in how much they matter, and no lowest version is built in because it would be wrong within months.",
  },
  {
    row: "route53-and-accelerator",
    policies: [
      "route53-query-logs",
      "route53-dnssec",
      "route53-no-dangling-alias",
      "route53-transfer-lock",
      "accelerator-flow-logs",
      "replica-residency",
    ],
    why: "One policy for each; the regions of endpoint groups are held against the same list as all other places of data.",
  },
  {
    row: "kms-ecr-secrets",
    policies: [
      "kms-rotation",
      "resource-policy-not-public",
      "ecr-immutable-tags",
      "ecr-scanned",
      "secretsmanager-own-key",
      "secretsmanager-rotation",
    ],
    why: "One policy for each, with one for all policies that let everyone in; ECR encrypts by itself, and a key of one's own is not asked of images.",
  },
];
