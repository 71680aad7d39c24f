import { rule } from "../../../../policy/rules/aws/s3-versioning.ts";
import { beside, besideNew, bucket } from "../../../support/aws.ts";
import { describeRule } from "../../../support/rule.ts";

const enabled = { versioningConfiguration: { status: "Enabled" } };
const want = "want versioning to be enabled";

describeRule(rule, {
  passes: {
    "a bucket with versioning beside it": { of: [bucket(), beside("BucketVersioning", enabled)] },
    "a new bucket with versioning of the older type": {
      of: [
        bucket(),
        { ...besideNew("BucketVersioning", enabled, bucket()), type: "aws:s3/bucketVersioningV2:BucketVersioningV2" },
      ],
    },
    "versioning inline": { of: bucket({ versioning: { enabled: true } }) },
  },
  fails: {
    "a bucket without versioning": { of: bucket(), finds: [`: got nothing, ${want}`] },
    "versioning that is suspended": {
      of: [bucket(), beside("BucketVersioning", { versioningConfiguration: { status: "Suspended" } })],
      finds: [`bucketVersioning versioningConfiguration.status: got "Suspended", ${want}`],
    },
  },
  unknown: {
    "a status that is not known yet": {
      of: [beside("BucketVersioning", enabled), bucket()],
      path: "versioningConfiguration.status",
    },
  },
  mutation: {
    kind: "aws:s3:BucketVersioning",
    change: ({ props }) => {
      props.versioningConfiguration.status = "Disabled";
    },
  },
});
