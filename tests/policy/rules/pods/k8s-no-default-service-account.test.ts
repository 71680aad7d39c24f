import { rule } from "../../../../policy/rules/pods/k8s-no-default-service-account.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const at = "spec.template.spec";

describeRule(rule, {
  passes: {
    "an account of its own": { of: deployment() },
    "a kind that makes no pods": { of: object("kubernetes:core/v1:Service", {}, { spec: {} }) },
  },
  fails: {
    "no account": {
      of: deployment(podSpec({ serviceAccountName: undefined })),
      finds: [`${at}.serviceAccountName: got nothing, want an account of its own`],
    },
    "the default account": {
      of: deployment(podSpec({ serviceAccountName: "default" })),
      finds: [`${at}.serviceAccountName: got "default", want an account of its own`],
    },
    "the field's old name": {
      of: deployment(podSpec({ serviceAccountName: undefined, serviceAccount: "research-agent" })),
      finds: [`${at}.serviceAccount: got "research-agent", want nothing, as serviceAccountName is its name now`],
    },
    "the default account of a job that is started again and again": {
      of: object(
        "kubernetes:batch/v1:CronJob",
        {},
        { spec: { jobTemplate: { spec: { template: { spec: podSpec({ serviceAccountName: "default" }) } } } } },
      ),
      finds: ['spec.jobTemplate.spec.template.spec.serviceAccountName: got "default", want an account of its own'],
    },
  },
  unknown: {
    "an account that is not known yet": { of: deployment(), path: `${at}.serviceAccountName` },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.serviceAccountName;
    },
  },
});
