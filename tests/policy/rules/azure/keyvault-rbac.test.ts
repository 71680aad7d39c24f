import { rule } from "../../../../policy/rules/azure/keyvault-rbac.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const vault = (properties: object) => azure("keyvault:Vault", { properties });
const accessPolicies = [{ objectId: "o", tenantId: "t", permissions: { secrets: ["all"] } }];

describeRule(rule, {
  passes: { "a vault with roles": { of: vault({ enableRbacAuthorization: true, accessPolicies: [] }) } },
  fails: {
    "a vault that says nothing": {
      of: vault({}),
      finds: ["properties.enableRbacAuthorization: got nothing, want true"],
    },
    "access policies": {
      of: vault({ enableRbacAuthorization: false, accessPolicies }),
      finds: ["properties.enableRbacAuthorization: got false, want true"],
    },
    "access policies that only mislead": {
      of: vault({ enableRbacAuthorization: true, accessPolicies }),
      finds: ['properties.accessPolicies: got "1 that Azure ignores", want none, but roles (advice)'],
    },
  },
  unknown: { "a value that is not known yet": { of: vault({}), path: "properties.enableRbacAuthorization" } },
  remedies: {
    "a vault that nobody reads yet": { of: vault({}), to: { properties: { enableRbacAuthorization: true } } },
    "nothing of a vault whose readers it would lock out": { of: vault({ accessPolicies }), to: undefined },
  },
  mutation: {
    kind: "azure-native:keyvault:Vault",
    change: ({ props }) => {
      props.properties.enableRbacAuthorization = false;
    },
  },
});
