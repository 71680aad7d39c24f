import { rule } from "../../../../policy/rules/azure/keyvault-content-type.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const secret = (contentType?: string) => azure("keyvault:Secret", { properties: { value: "s3cret", contentType } });
const want = 'want a type such as "text/plain"';

describeRule(rule, {
  passes: { "a secret that says what it holds": { of: secret("application/x-pem-file") } },
  fails: {
    "a secret that says nothing": { of: secret(), finds: [`properties.contentType: got nothing, ${want}`] },
    "a secret that says it with nothing": { of: secret(""), finds: [`properties.contentType: got "", ${want}`] },
  },
  unknown: { "a type that is not known yet": { of: secret(), path: "properties.contentType" } },
  remedies: {
    "a missing type": {
      of: azure("keyvault:Secret", { properties: { value: "s3cret" } }),
      to: { properties: { value: "s3cret", contentType: "text/plain" } },
    },
  },
  mutation: {
    kind: "azure-native:keyvault:Secret",
    change: ({ props }) => {
      delete props.properties.contentType;
    },
  },
});
