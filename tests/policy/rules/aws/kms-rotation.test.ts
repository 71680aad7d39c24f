import { rule } from "../../../../policy/rules/aws/kms-rotation.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

describeRule(rule, {
  passes: {
    "a key that is rotated": { of: aws("kms:Key", { enableKeyRotation: true }) },
    "a key that signs, which cannot be": {
      of: aws("kms:Key", { customerMasterKeySpec: "ECC_NIST_P256", keyUsage: "SIGN_VERIFY" }),
    },
    "a key for codes, which cannot be": { of: aws("kms:Key", { keyUsage: "GENERATE_VERIFY_MAC" }) },
    "a key of a store of one's own": { of: aws("kms:Key", { customKeyStoreId: "cks-1" }) },
  },
  fails: {
    "a key that leaves it to the default": {
      of: aws("kms:Key"),
      finds: ["enableKeyRotation: got nothing, want true"],
    },
    "a key that is not, though it says of which sort it is": {
      of: aws("kms:Key", { customerMasterKeySpec: "SYMMETRIC_DEFAULT", enableKeyRotation: false }),
      finds: ["enableKeyRotation: got false, want true"],
    },
  },
  unknown: { "a rotation that is not known yet": { of: aws("kms:Key"), path: "enableKeyRotation" } },
  remedies: {
    "a key that is not rotated": {
      of: aws("kms:Key", { description: "state" }),
      to: { description: "state", enableKeyRotation: true },
    },
  },
  mutation: {
    kind: "aws:kms:Key",
    change: ({ props }) => {
      props.enableKeyRotation = false;
    },
  },
});
