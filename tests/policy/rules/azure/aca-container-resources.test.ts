import { rule } from "../../../../policy/rules/azure/aca-container-resources.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const container = (cpu?: number, memory?: string) => ({ name: "agent", resources: { cpu, memory } });
const app = (...containers: object[]) => azure("app:ContainerApp", { template: { containers } });

describeRule(rule, {
  passes: {
    "a container that says what it needs": { of: app(container(1, "2Gi")) },
    "a container at the cap": { of: app(container(4, "8Gi")) },
    "a larger one where that is right": { of: app(container(8, "16Gi")), knobs: { maxCpu: 8, maxMemory: "16Gi" } },
  },
  fails: {
    "a container that says nothing": {
      of: app({ name: "agent" }),
      finds: [
        "template.containers[0].resources.cpu: got nothing, want at most 4",
        "template.containers[0].resources.memory: got nothing, want at most 8Gi",
      ],
    },
    "a job's container that takes too much": {
      of: azure("app:Job", { template: { containers: [container(2, "4Gi")] } }),
      knobs: { maxCpu: 1, maxMemory: "2Gi" },
      finds: [
        "template.containers[0].resources.cpu: got 2, want at most 1",
        'template.containers[0].resources.memory: got "4Gi", want at most 2Gi',
      ],
    },
  },
  initContainer: {
    of: azure("app:ContainerApp", { template: { initContainers: [container(1)] } }),
    finds: ["template.initContainers[0].resources.memory: got nothing, want at most 8Gi"],
  },
  unknown: {
    "a size that is not known yet": { of: app(container(1)), path: "template.containers[0].resources.memory" },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      delete props.template.containers[0].resources;
    },
  },
});
