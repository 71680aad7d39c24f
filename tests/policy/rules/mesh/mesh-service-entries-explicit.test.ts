import { rule } from "../../../../policy/rules/mesh/mesh-service-entries-explicit.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function serviceEntry(hosts: string[], exportTo?: string[]): Fixture {
  const spec = { hosts, ports: [{ number: 443, name: "tls", protocol: "TLS" }], ...(exportTo ? { exportTo } : {}) };
  return object("kubernetes:networking.istio.io/v1:ServiceEntry", {}, { spec });
}

describeRule(rule, {
  passes: {
    "a host by name for its own namespace": { of: serviceEntry(["api.openai.com"], ["."]) },
    "a host for namespaces by name": { of: serviceEntry(["api.openai.com"], ["agents", "tools"]) },
    "a wildcard that may stay": {
      of: serviceEntry(["*.openai.azure.com"], ["."]),
      knobs: { allowedHosts: ["*.openai.azure.com"] },
    },
  },
  fails: {
    "a wildcard for everyone": {
      of: serviceEntry(["api.openai.com", "*.com"], ["*"]),
      finds: [
        'spec.hosts[1]: got "*.com", want a host by name',
        'spec.exportTo: got ["*"], want namespaces by name, or "."',
      ],
    },
    "one that does not say for whom": {
      of: serviceEntry(["api.openai.com"]),
      finds: ['spec.exportTo: got nothing, want namespaces by name, or "."'],
    },
  },
  unknown: { "a host that is not known yet": { of: serviceEntry(["*"], ["."]), path: "spec.hosts[0]" } },
  remedies: {
    "one that does not say for whom": {
      of: serviceEntry(["api.openai.com"]),
      to: serviceEntry(["api.openai.com"], ["."]).props,
    },
    "nothing that says so": { of: serviceEntry(["a.dev"], ["*"]), to: undefined },
  },
  mutation: {
    kind: "kubernetes:networking.istio.io:ServiceEntry",
    change: ({ props }) => {
      props.spec.hosts = ["*"];
    },
  },
});
