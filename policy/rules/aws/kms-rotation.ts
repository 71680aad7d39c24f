import type { Resource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A key that KMS can rotate must be rotated: a symmetric one whose material is KMS's own. */
export const rule = resourceRule({
  name: "kms-rotation",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A KMS key must be rotated by KMS.",
  why: "a key that leaks once opens all that is ever encrypted with it",
  fix: "set enableKeyRotation to true",
  references: ["CKV_AWS_7", "AWSGuard cmk-backing-key-rotation-enabled", "AwsSolutions-KMS5"],
  kinds: ["aws:kms:Key"],
  check: ({ props }) =>
    canRotate(props) && props.enableKeyRotation !== true
      ? [{ path: "enableKeyRotation", got: props.enableKeyRotation, want: "true" }]
      : [],
  remediate(props) {
    if (canRotate(props) && props.enableKeyRotation !== true) props.enableKeyRotation = true;
  },
});

function canRotate({
  customerMasterKeySpec: spec = "SYMMETRIC_DEFAULT",
  keyUsage = "ENCRYPT_DECRYPT",
  customKeyStoreId,
  xksKeyId,
}: Resource<"aws:kms:Key">["props"]): boolean {
  const ofStore = customKeyStoreId !== undefined || xksKeyId !== undefined;
  return spec === "SYMMETRIC_DEFAULT" && keyUsage === "ENCRYPT_DECRYPT" && !ofStore;
}
