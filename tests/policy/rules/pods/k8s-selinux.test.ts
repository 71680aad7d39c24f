import { rule } from "../../../../policy/rules/pods/k8s-selinux.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const free = container({ securityContext: { seLinuxOptions: { type: "spc_t" } } });
const want = "want container_t or container_init_t or container_kvm_t or container_engine_t";

describeRule(rule, {
  passes: {
    "a pod that says nothing": { of: deployment() },
    "the type of a container, with a level of its own": {
      of: deployment(podSpec({ securityContext: { seLinuxOptions: { type: "container_t", level: "s0:c1,c2" } } })),
    },
    "empty texts": {
      of: deployment(podSpec({ securityContext: { seLinuxOptions: { type: "", user: "", role: "" } } })),
    },
  },
  fails: {
    "a type without walls": {
      of: deployment(podSpec({ containers: [free] })),
      finds: [`spec.template.spec.containers[0].securityContext.seLinuxOptions.type: got "spc_t", ${want}`],
    },
    "a user and a role of the pod": {
      of: deployment(podSpec({ securityContext: { seLinuxOptions: { user: "sysadm_u", role: "sysadm_r" } } })),
      finds: [
        'spec.template.spec.securityContext.seLinuxOptions.user: got "sysadm_u", want nothing',
        'spec.template.spec.securityContext.seLinuxOptions.role: got "sysadm_r", want nothing',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [free] })),
    finds: [`spec.template.spec.initContainers[0].securityContext.seLinuxOptions.type: got "spc_t", ${want}`],
  },
  unknown: {
    "a type that is not known yet": {
      of: deployment(podSpec({ containers: [free] })),
      path: "spec.template.spec.containers[0].securityContext.seLinuxOptions.type",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.securityContext = { seLinuxOptions: { type: "spc_t" } };
    },
  },
});
