import { rule } from "../../../../policy/rules/pods/k8s-safe-sysctls.ts";
import { deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function setting(...names: string[]): Fixture {
  return deployment(podSpec({ securityContext: { sysctls: names.map((name) => ({ name, value: "1" })) } }));
}

const at = "spec.template.spec.securityContext.sysctls";

describeRule(rule, {
  passes: {
    "parameters that are safe": { of: setting("net.ipv4.tcp_syncookies", "net.ipv4.tcp_rmem") },
    "a pod that sets none": { of: deployment() },
    "a parameter that the nodes allow": {
      of: setting("net.core.somaxconn"),
      knobs: { allowedSysctls: ["net.core.somaxconn"] },
    },
    "a parameter that a later version counts as safe": {
      of: setting("net.ipv4.tcp_notsent_lowat"),
      knobs: { kubernetesVersion: "1.37" },
    },
  },
  fails: {
    "a parameter that is not safe": {
      of: setting("net.ipv4.tcp_syncookies", "kernel.msgmax"),
      finds: [`${at}[1].name: got "kernel.msgmax", want a parameter that is safe`],
    },
    "a parameter that is not safe yet": {
      of: setting("net.ipv4.tcp_notsent_lowat"),
      finds: [`${at}[0].name: got "net.ipv4.tcp_notsent_lowat", want a parameter that is safe`],
    },
  },
  unknown: {
    "a parameter that is not known yet": { of: setting("net.ipv4.tcp_syncookies"), path: `${at}[0].name` },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.securityContext = { sysctls: [{ name: "kernel.msgmax", value: "1" }] };
    },
  },
});
