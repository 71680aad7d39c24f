import { rule } from "../../../../policy/rules/azure/aca-probes.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const probe = (type: string) => ({ type, httpGet: { path: "/health", port: 8000 } });
const probed = { name: "agent", probes: [probe("Liveness"), probe("Readiness")] };
const app = (template: object) => azure("app:ContainerApp", { template });

describeRule(rule, {
  passes: {
    "a container with both": { of: app({ containers: [probed] }) },
    "a container that has a third": { of: app({ containers: [{ probes: [...probed.probes, probe("Startup")] }] }) },
    "a container that runs before the others, which cannot be probed": {
      of: app({ containers: [probed], initContainers: [{ name: "migrate" }] }),
    },
  },
  fails: {
    "a container without": {
      of: app({ containers: [{ name: "agent" }] }),
      finds: ["template.containers[0].probes: got [], want Liveness and Readiness"],
    },
    "the second container's missing one": {
      of: app({ containers: [probed, { probes: [probe("Liveness")] }] }),
      finds: ['template.containers[1].probes: got ["Liveness"], want Readiness'],
    },
  },
  initContainer: {
    of: app({ containers: [{ name: "agent" }], initContainers: [{ name: "migrate" }] }),
    finds: ["template.containers[0].probes: got [], want Liveness and Readiness"],
  },
  unknown: {
    "probes that are not known yet": { of: app({ containers: [probed] }), path: "template.containers[0].probes" },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].probes.pop();
    },
  },
});
