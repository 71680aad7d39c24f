import { rule } from "../../../../policy/rules/azure/cosmos-no-free-tier.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (enableFreeTier?: boolean) => azure("cosmosdb:DatabaseAccount", { enableFreeTier });

describeRule(rule, {
  passes: { "an account that says nothing": { of: account() }, "an account that is paid for": { of: account(false) } },
  fails: { "the free tier": { of: account(true), finds: ["enableFreeTier: got true, want false"] } },
  unknown: { "a value that is not known yet": { of: account(), path: "enableFreeTier" } },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.enableFreeTier = true;
    },
  },
});
