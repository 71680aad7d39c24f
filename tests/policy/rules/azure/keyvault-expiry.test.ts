import { rule } from "../../../../policy/rules/azure/keyvault-expiry.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const BEGIN = Date.UTC(2026, 0, 1) / 1000;
const DAY = 86400;
const secret = (attributes?: object) => azure("keyvault:Secret", { properties: { attributes, value: "s3cret" } });
const path = "properties.attributes.expires";

describeRule(rule, {
  passes: {
    "a secret that ends": { of: secret({ expires: BEGIN }) },
    "a key that lasts a year": {
      of: azure("keyvault:Key", { properties: { attributes: { notBefore: BEGIN, expires: BEGIN + 365 * DAY } } }),
    },
  },
  fails: {
    "a secret without an end": { of: secret({ enabled: true }), finds: [`${path}: got nothing, want an end`] },
    "a key that says nothing": {
      of: azure("keyvault:Key", { properties: {} }),
      finds: [`${path}: got nothing, want an end`],
    },
    "a secret that lasts too long": {
      of: secret({ notBefore: BEGIN, expires: BEGIN + 91 * DAY }),
      knobs: { maxValidityDays: 90 },
      finds: [`${path}: got ${BEGIN + 91 * DAY}, want at most 90 days after notBefore`],
    },
  },
  unknown: { "an end that is not known yet": { of: secret({}), path } },
  mutation: {
    kind: "azure-native:keyvault:Secret",
    change: (secret, all) => {
      all.push({ ...secret, urn: `${secret.urn}-2`, props: { properties: {} } });
    },
  },
});
