import { rule } from "../../../../policy/rules/governance/sku-by-environment.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const dev = { environment: "dev" };
const production = { environment: "production" };

describeRule(rule, {
  passes: {
    "a small registry in development": {
      of: azure("containerregistry:Registry", { sku: { name: "Basic" }, tags: dev }),
    },
    "a large bus in production": {
      of: azure("servicebus:Namespace", { sku: { name: "Premium", tier: "Premium" }, tags: production }),
    },
    "any size where nobody says what it is for": { of: azure("servicebus:Namespace", { sku: { name: "Premium" } }) },
    "a small machine in development": {
      of: aws("eks:NodeGroup", { instanceTypes: ["t3.medium", "m7i.2xlarge"], tags: dev }),
    },
    "a resource without a size": { of: azure("managedidentity:UserAssignedIdentity", { tags: dev }) },
  },
  fails: {
    "a large bus in development, once": {
      of: azure("servicebus:Namespace", { sku: { name: "Premium", tier: "Premium" }, tags: dev }),
      finds: ['sku.name: got "Premium", want another SKU for dev'],
    },
    "GPUs and large machines in development": {
      of: aws("eks:NodeGroup", { instanceTypes: ["t3.medium", "g6.xlarge", "m7i.16xlarge"], tags: dev }),
      finds: [
        'instanceTypes[1]: got "g6.xlarge", want another SKU for dev',
        'instanceTypes[2]: got "m7i.16xlarge", want another SKU for dev',
      ],
    },
    "a cluster without a promise in production": {
      of: azure("containerservice:ManagedCluster", {
        sku: { name: "Base", tier: "Free" },
        agentPoolProfiles: [{ vmSize: "Standard_D4s_v5" }],
        tags: production,
      }),
      finds: ['sku.tier: got "Free", want another SKU for production'],
    },
    "a GPU of Azure, and a vault, of an environment under another tag": {
      of: azure("containerservice:ManagedCluster", {
        agentPoolProfiles: [{ vmSize: "Standard_NC24ads_A100_v4" }],
        properties: { sku: { name: "premium" } },
        tags: { env: "lab" },
      }),
      knobs: { environmentTag: "env", skuByEnv: { lab: ["premium", "standard_n.*"] } },
      finds: [
        'properties.sku.name: got "premium", want another SKU for lab',
        'agentPoolProfiles[0].vmSize: got "Standard_NC24ads_A100_v4", want another SKU for lab',
      ],
    },
  },
  unknown: {
    "a SKU that is not known yet": { of: azure("servicebus:Namespace", { sku: {}, tags: dev }), path: "sku.name" },
  },
  mutation: {
    kind: "azure-native:servicebus:Namespace",
    where: ({ props }) => props.tags?.environment !== "production",
    change: ({ props }) => {
      props.sku.name = "Premium";
    },
  },
});
