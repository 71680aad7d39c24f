import { rule } from "../../../../policy/rules/pods/k8s-sandbox-runtime-for-agents.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function sandbox(spec: object): Fixture {
  return object(
    "kubernetes:extensions.agents.x-k8s.io/v1alpha1:SandboxTemplate",
    {},
    { spec: { podTemplate: { spec } } },
  );
}

const want = "want one of gvisor, kata, kata-qemu, kata-clh, kata-fc, kata-vm-isolation, kata-mshv-vm-isolation";

describeRule(rule, {
  passes: {
    "an agent in a sandbox": {
      of: deployment(podSpec({ runtimeClassName: "gvisor" })),
      knobs: { codeExecution: true },
    },
    "a sandbox of the cluster's own name": {
      of: sandbox({ runtimeClassName: "strict" }),
      knobs: { runtimeClasses: ["strict"] },
    },
    "a workload that is no agent": {
      of: deployment(),
      knobs: { codeExecution: true, agentSelector: { team: "agents" } },
    },
  },
  fails: {
    "a sandbox that is none": {
      of: sandbox({}),
      finds: [`spec.podTemplate.spec.runtimeClassName: got nothing, ${want}`],
    },
    "an agent, as advice": {
      of: deployment(),
      finds: [`spec.template.spec.runtimeClassName: got nothing, ${want} (advice)`],
    },
    "an agent that runs code": {
      of: deployment(podSpec({ runtimeClassName: "nvidia" })),
      knobs: { codeExecution: true },
      finds: [`spec.template.spec.runtimeClassName: got "nvidia", ${want}`],
    },
  },
  unknown: {
    "a runtime that is not known yet": { of: deployment(), path: "spec.template.spec.runtimeClassName" },
  },
  remedies: {
    "a sandbox that is none": {
      of: sandbox({ hostname: "a" }),
      knobs: { runtimeClasses: ["kata", "gvisor"] },
      to: {
        metadata: { name: "research-agent", namespace: "agents" },
        spec: { podTemplate: { spec: { hostname: "a", runtimeClassName: "kata" } } },
      },
    },
    "no agent that only should be in one": { of: deployment(), to: undefined },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.runtimeClassName;
    },
  },
});
