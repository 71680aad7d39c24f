import { rule } from "../../../../policy/rules/azure/aca-environment-network.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const environment = (props: Record<string, unknown>) => azure("app:ManagedEnvironment", props);
const infrastructureSubnetId = "/subscriptions/s/subnets/apps";

describeRule(rule, {
  passes: {
    "an internal environment": { of: environment({ vnetConfiguration: { infrastructureSubnetId, internal: true } }) },
    "an environment without a public network": {
      of: environment({ vnetConfiguration: { infrastructureSubnetId }, publicNetworkAccess: "Disabled" }),
    },
  },
  fails: {
    "an environment that says nothing": {
      of: environment({}),
      finds: [
        'publicNetworkAccess: got nothing, want "Disabled", or true at vnetConfiguration.internal',
        "vnetConfiguration.infrastructureSubnetId: got nothing, want a subnet",
      ],
    },
    "a network that faces the internet": {
      of: environment({ vnetConfiguration: { infrastructureSubnetId }, publicNetworkAccess: "Enabled" }),
      finds: ['vnetConfiguration.internal: got nothing, want true, or "Disabled" at publicNetworkAccess'],
    },
  },
  unknown: {
    "a subnet that is not known yet": {
      of: environment({ vnetConfiguration: { internal: true } }),
      path: "vnetConfiguration.infrastructureSubnetId",
    },
    "whether it is internal": {
      of: environment({ vnetConfiguration: { infrastructureSubnetId }, publicNetworkAccess: "Enabled" }),
      path: "vnetConfiguration.internal",
    },
  },
  mutation: {
    kind: "azure-native:app:ManagedEnvironment",
    change: (environment, all) => {
      all.push({ ...environment, urn: `${environment.urn}-2`, props: {} });
    },
  },
});
