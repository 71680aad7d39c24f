import { rule } from "../../../../policy/rules/aws/accelerator-flow-logs.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const attributes = { flowLogsEnabled: true, flowLogsS3Bucket: "logs" };

describeRule(rule, {
  passes: { "an accelerator that logs": { of: aws("globalaccelerator:Accelerator", { attributes }) } },
  fails: {
    "an accelerator that leaves it to the default": {
      of: aws("globalaccelerator:Accelerator"),
      finds: [
        "attributes.flowLogsEnabled: got nothing, want true",
        "attributes.flowLogsS3Bucket: got nothing, want a bucket",
      ],
    },
    "logs that go nowhere": {
      of: aws("globalaccelerator:Accelerator", { attributes: { flowLogsEnabled: true } }),
      finds: ["attributes.flowLogsS3Bucket: got nothing, want a bucket"],
    },
  },
  unknown: {
    "a bucket that is not made yet": {
      of: aws("globalaccelerator:Accelerator", { attributes }),
      path: "attributes.flowLogsS3Bucket",
    },
  },
  mutation: {
    kind: "aws:globalaccelerator:Accelerator",
    change: ({ props }) => {
      props.attributes.flowLogsEnabled = false;
    },
  },
});
