import { rule } from "../../../../policy/rules/aws/eks-secrets-encrypted.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const encryptionConfig = {
  provider: { keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" },
  resources: ["secrets"],
};

describeRule(rule, {
  passes: { "a cluster with a key for secrets": { of: aws("eks:Cluster", { encryptionConfig }) } },
  fails: {
    "a cluster that leaves it to the default": {
      of: aws("eks:Cluster"),
      finds: ['encryptionConfig.resources: got nothing, want ["secrets"]'],
    },
    "a key for nothing": {
      of: aws("eks:Cluster", { encryptionConfig: { ...encryptionConfig, resources: [] } }),
      finds: ['encryptionConfig.resources: got [], want ["secrets"]'],
    },
  },
  unknown: { "an encryption that is not known yet": { of: aws("eks:Cluster"), path: "encryptionConfig" } },
  mutation: {
    kind: "aws:eks:Cluster",
    change: ({ props }) => {
      props.encryptionConfig = undefined;
    },
  },
});
