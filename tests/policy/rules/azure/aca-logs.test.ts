import { rule } from "../../../../policy/rules/azure/aca-logs.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const environment = (destination?: string) =>
  azure("app:ManagedEnvironment", destination ? { appLogsConfiguration: { destination } } : {});

describeRule(rule, {
  passes: {
    "logs that go through a diagnostic setting": { of: environment("azure-monitor") },
    "logs that go to a workspace": { of: environment("log-analytics") },
  },
  fails: {
    "logs that go nowhere": {
      of: environment("none"),
      finds: ['appLogsConfiguration.destination: got "none", want azure-monitor or log-analytics'],
    },
    "an environment that says nothing": {
      of: environment(),
      finds: ["appLogsConfiguration.destination: got nothing, want azure-monitor or log-analytics"],
    },
    "a destination whose key would be in the state": {
      of: environment("log-analytics"),
      knobs: { destinations: ["azure-monitor"] },
      finds: ['appLogsConfiguration.destination: got "log-analytics", want azure-monitor'],
    },
  },
  unknown: { "a destination that is not known yet": { of: environment(), path: "appLogsConfiguration.destination" } },
  mutation: {
    kind: "azure-native:app:ManagedEnvironment",
    change: ({ props }) => {
      props.appLogsConfiguration.destination = "none";
    },
  },
});
