import { rule } from "../../../../policy/rules/aws/ecr-scanned.ts";
import { aws } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const registry = aws("ecr:RegistryScanningConfiguration", {
  scanType: "ENHANCED",
  rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
});

describeRule(rule, {
  passes: {
    "a registry that scans all": { of: [registry, aws("ecr:Repository")] },
    "a repository that scans": { of: aws("ecr:Repository", { imageScanningConfiguration: { scanOnPush: true } }) },
  },
  fails: {
    "a repository that leaves it to the default": {
      of: aws("ecr:Repository"),
      finds: ["imageScanningConfiguration.scanOnPush: got nothing, want true"],
    },
    "a registry that scans nothing": {
      of: [aws("ecr:Repository"), aws("ecr:RegistryScanningConfiguration", { scanType: "BASIC", rules: [] })],
      finds: ["repository imageScanningConfiguration.scanOnPush: got nothing, want true"],
    },
  },
  unknown: {
    "a scan that is not known yet": { of: aws("ecr:Repository"), path: "imageScanningConfiguration.scanOnPush" },
  },
  mutation: {
    kind: "aws:ecr:RegistryScanningConfiguration",
    change: ({ props }) => {
      props.rules = [];
    },
  },
});
