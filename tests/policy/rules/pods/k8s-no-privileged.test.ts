import { rule } from "../../../../policy/rules/pods/k8s-no-privileged.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const privileged = container({ securityContext: { privileged: true } });

describeRule(rule, {
  passes: {
    "a container that says no": { of: deployment() },
    "a container that says nothing": { of: deployment(podSpec({ containers: [container({ securityContext: {} })] })) },
    "an image that may be": {
      of: deployment(podSpec({ containers: [privileged] })),
      knobs: { exemptImages: ["ghcr.io/acme/research-agent"] },
    },
    "a kind that makes no pods": { of: object("kubernetes:core/v1:Service", {}, { spec: {} }) },
  },
  fails: {
    "a privileged container": {
      of: deployment(podSpec({ containers: [container(), privileged] })),
      finds: ["spec.template.spec.containers[1].securityContext.privileged: got true, want false"],
    },
    "a privileged container of a cron job": {
      of: object(
        "kubernetes:batch/v1:CronJob",
        {},
        { spec: { jobTemplate: { spec: { template: { spec: podSpec({ containers: [privileged] }) } } } } },
      ),
      finds: ["spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged: got true, want false"],
    },
    "one of a list, applied as a patch": {
      of: {
        type: "kubernetes:apps/v1:DeploymentList",
        props: { items: [deployment().props, deployment(podSpec({ containers: [privileged] })).props] },
      },
      finds: ["items[1].spec.template.spec.containers[0].securityContext.privileged: got true, want false"],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [privileged] })),
    finds: ["spec.template.spec.initContainers[0].securityContext.privileged: got true, want false"],
  },
  unknown: {
    "a value that is not known yet, and finds the one beside it": {
      of: deployment(podSpec({ containers: [container(), privileged] })),
      path: "spec.template.spec.containers[0].securityContext.privileged",
      finds: ["spec.template.spec.containers[1].securityContext.privileged: got true, want false"],
    },
  },
  remedies: {
    "a privileged container": {
      of: {
        type: "kubernetes:core/v1:Pod",
        props: { spec: { containers: [{ securityContext: { privileged: true } }] } },
      },
      to: { spec: { containers: [{ securityContext: { privileged: false } }] } },
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].securityContext.privileged = true;
    },
  },
});
