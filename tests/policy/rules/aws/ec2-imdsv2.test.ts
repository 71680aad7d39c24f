import { rule } from "../../../../policy/rules/aws/ec2-imdsv2.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const right = { httpTokens: "required", httpPutResponseHopLimit: 1 };

describeRule(rule, {
  passes: {
    "tokens and one hop": { of: aws("ec2:LaunchTemplate", { metadataOptions: right }) },
    "no metadata at all": { of: aws("ec2:LaunchTemplate", { metadataOptions: { httpEndpoint: "disabled" } }) },
  },
  fails: {
    "a template that leaves all to the default": {
      of: aws("ec2:LaunchTemplate"),
      finds: [
        'metadataOptions.httpTokens: got nothing, want "required"',
        "metadataOptions.httpPutResponseHopLimit: got nothing, want 1",
      ],
    },
    "tokens that reach the pods": {
      of: aws("ec2:LaunchTemplate", { metadataOptions: { ...right, httpPutResponseHopLimit: 2 } }),
      finds: ["metadataOptions.httpPutResponseHopLimit: got 2, want 1"],
    },
  },
  unknown: {
    "tokens that are not known yet": {
      of: aws("ec2:LaunchTemplate", { metadataOptions: right }),
      path: "metadataOptions.httpTokens",
    },
  },
  remedies: {
    "both, and keeps the rest": {
      of: aws("ec2:LaunchTemplate", { metadataOptions: { httpTokens: "optional", instanceMetadataTags: "enabled" } }),
      to: { metadataOptions: { ...right, instanceMetadataTags: "enabled" } },
    },
  },
  mutation: {
    kind: "aws:ec2:LaunchTemplate",
    change: ({ props }) => {
      props.metadataOptions.httpTokens = "optional";
    },
  },
});
