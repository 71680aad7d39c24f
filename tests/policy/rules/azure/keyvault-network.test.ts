import { rule } from "../../../../policy/rules/azure/keyvault-network.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const vault = (properties: object) => azure("keyvault:Vault", { properties });
const denying = (change: object = {}) => vault({ networkAcls: { defaultAction: "Deny", ...change } });
const at = "properties.networkAcls";
const open = `${at}.defaultAction: got nothing, want "Deny", or "Disabled" at properties.publicNetworkAccess`;

describeRule(rule, {
  passes: {
    "a vault that denies by default": { of: denying() },
    "a closed vault, in Azure's own lower case": { of: vault({ publicNetworkAccess: "disabled" }) },
    "a vault that lets in some ranges": {
      of: denying({ ipRules: [{ value: "198.51.100.0/24" }] }),
      knobs: { allowedIps: ["198.51.100.0/24"] },
    },
    "a vault that nobody passes by": { of: denying({ bypass: "None" }), knobs: { bypass: "None" } },
  },
  fails: {
    "a vault that says nothing": { of: vault({}), finds: [open] },
    "ranges that let in everybody, and others": {
      of: denying({ ipRules: [{ value: "0.0.0.0/0" }, { value: "203.0.113.7" }] }),
      knobs: { allowedIps: ["198.51.100.0/24"] },
      finds: [
        `${at}.ipRules[0].value: got "0.0.0.0/0", want ranges that are yours`,
        `${at}.ipRules[1].value: got "203.0.113.7", want ranges that are yours`,
      ],
    },
    "a vault that Azure's services pass by": {
      of: denying({ bypass: "AzureServices" }),
      knobs: { bypass: "None" },
      finds: [`${at}.bypass: got "AzureServices", want "None"`],
    },
  },
  unknown: { "an action that is not known yet": { of: vault({}), path: `${at}.defaultAction` } },
  mutation: {
    kind: "azure-native:keyvault:Vault",
    change: ({ props }) => {
      props.properties.publicNetworkAccess = "Enabled";
      props.properties.networkAcls = { ipRules: [{ value: "0.0.0.0/0" }] };
    },
  },
});
