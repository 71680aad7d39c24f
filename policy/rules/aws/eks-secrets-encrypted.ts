import { resourceRule } from "../../lib/rule.ts";

/** A cluster must encrypt its secrets with a key of ours. */
export const rule = resourceRule({
  name: "eks-secrets-encrypted",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An EKS cluster must encrypt Kubernetes secrets with a KMS key of the stack's owner.",
  why: "nobody could see who decrypts them, or stop it",
  fix: 'set encryptionConfig.provider.keyArn, and encryptionConfig.resources to ["secrets"]',
  references: ["CKV_AWS_58", "trivy aws-eks-encrypt-secrets"],
  kinds: ["aws:eks:Cluster"],
  check({ props: { encryptionConfig } }) {
    if (encryptionConfig?.resources?.includes("secrets")) return [];
    return [{ path: "encryptionConfig.resources", got: encryptionConfig?.resources, want: '["secrets"]' }];
  },
});
