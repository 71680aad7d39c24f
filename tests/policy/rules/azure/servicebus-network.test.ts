import { rule } from "../../../../policy/rules/azure/servicebus-network.ts";
import { azure, urnOf } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function namespace(props: object = {}): Fixture {
  return azure("servicebus:Namespace", { namespaceName: "bus", sku: { name: "Premium" }, ...props });
}

function rules(props: object, more: Partial<Fixture> = {}): Fixture {
  return azure("servicebus:NamespaceNetworkRuleSet", { namespaceName: "bus", ...props }, { name: "rules", ...more });
}

const want = 'want "Disabled", or a NamespaceNetworkRuleSet that denies by default';

describeRule(rule, {
  passes: {
    "a closed namespace": { of: namespace({ publicNetworkAccess: "Disabled" }) },
    "rules that deny by default": { of: [namespace(), rules({ defaultAction: "Deny" })] },
    "rules that close it": { of: [namespace(), rules({ publicNetworkAccess: "Disabled" })] },
    "a tier that cannot be closed": { of: namespace({ sku: { name: "Standard" } }) },
  },
  fails: {
    "an open namespace": { of: namespace(), finds: [`publicNetworkAccess: got nothing, ${want}`] },
    "a tier that cannot be closed, where it must": {
      of: namespace({ sku: { name: "Standard" }, publicNetworkAccess: "Enabled" }),
      knobs: { skuAware: false },
      finds: [`publicNetworkAccess: got "Enabled", ${want}`],
    },
    "rules that allow by default": {
      of: [namespace(), rules({ defaultAction: "Allow" })],
      finds: [`it publicNetworkAccess: got nothing, ${want}`],
    },
    "rules of another namespace": {
      of: [namespace(), rules({ defaultAction: "Deny", namespaceName: "other" })],
      finds: [`it publicNetworkAccess: got nothing, ${want}`],
    },
  },
  unknown: {
    "rules whose namespace is not known yet": {
      of: [rules({ defaultAction: "Deny" }), namespace()],
      path: "namespaceName",
    },
    "rules that depend on a namespace and may deny": {
      of: [rules({}, { options: { dependencies: [urnOf({ ...namespace(), name: "it-1" })] } }), namespace()],
      path: "defaultAction",
    },
  },
  mutation: {
    kind: "azure-native:servicebus:Namespace",
    change: ({ props }) => {
      props.sku = { name: "Premium" };
      props.publicNetworkAccess = "Enabled";
    },
  },
});
