import { rule } from "../../../../policy/rules/azure/keyvault-recoverable.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const vault = (properties?: object) => azure("keyvault:Vault", { properties });

describeRule(rule, {
  passes: {
    "a vault that nobody can purge": { of: vault({ enablePurgeProtection: true }) },
    "a vault that says twice what is the default": {
      of: vault({ enablePurgeProtection: true, enableSoftDelete: true }),
    },
  },
  fails: {
    "a vault that says nothing": {
      of: vault(),
      finds: ["properties.enablePurgeProtection: got nothing, want true"],
    },
    "a vault that forgets": {
      of: vault({ enablePurgeProtection: true, enableSoftDelete: false }),
      finds: ["properties.enableSoftDelete: got false, want true"],
    },
  },
  unknown: { "a value that is not known yet": { of: vault({}), path: "properties.enablePurgeProtection" } },
  mutation: {
    kind: "azure-native:keyvault:Vault",
    change: ({ props }) => {
      delete props.properties.enablePurgeProtection;
    },
  },
});
