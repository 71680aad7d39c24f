import { rule } from "../../../../policy/rules/governance/model-deployment-residency.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

function deployment(name?: string) {
  return azure("cognitiveservices:Deployment", name === undefined ? {} : { sku: { name, capacity: 10 } });
}

const want = "want one of Standard, ProvisionedManaged";

describeRule(rule, {
  passes: {
    "a deployment in one region": { of: deployment("Standard") },
    "one that leaves it to the default": { of: deployment() },
    "a zone that is allowed": { of: deployment("DataZoneStandard"), knobs: { allowedSkuNames: ["DataZoneStandard"] } },
  },
  fails: {
    "a deployment in any region": {
      of: deployment("GlobalStandard"),
      finds: [`sku.name: got "GlobalStandard", ${want}`],
    },
    "a zone that nobody allowed": {
      of: deployment("DataZoneProvisionedManaged"),
      finds: [`sku.name: got "DataZoneProvisionedManaged", ${want}`],
    },
  },
  unknown: { "a SKU that is not known yet": { of: deployment("Standard"), path: "sku.name" } },
  mutation: {
    kind: "azure-native:cognitiveservices:Deployment",
    change: ({ props }) => {
      props.sku.name = "GlobalBatch";
    },
  },
});
