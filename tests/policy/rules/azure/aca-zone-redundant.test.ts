import { rule } from "../../../../policy/rules/azure/aca-zone-redundant.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const environment = (zoneRedundant?: boolean) => azure("app:ManagedEnvironment", { zoneRedundant });

describeRule(rule, {
  passes: { "an environment in several zones": { of: environment(true) } },
  fails: {
    "an environment in one": { of: environment(false), finds: ["zoneRedundant: got false, want true"] },
    "an environment that leaves it to the default": {
      of: environment(),
      finds: ["zoneRedundant: got nothing, want true"],
    },
  },
  unknown: { "a value that is not known yet": { of: environment(), path: "zoneRedundant" } },
  mutation: {
    kind: "azure-native:app:ManagedEnvironment",
    change: (environment, all) => {
      all.push({ ...environment, urn: `${environment.urn}-2`, props: { zoneRedundant: false } });
    },
  },
});
