import { rule } from "../../../../policy/rules/azure/cosmos-recoverable.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (backupPolicy?: object) => azure("cosmosdb:DatabaseAccount", { backupPolicy });
const continuous = (tier?: string) => account({ type: "Continuous", continuousModeProperties: tier ? { tier } : {} });

describeRule(rule, {
  passes: {
    "seven days": { of: continuous("Continuous7Days") },
    "thirty days, where they are asked for": {
      of: continuous("Continuous30Days"),
      knobs: { backupTier: "Continuous30Days" },
    },
    "Azure's own thirty days": { of: continuous(), knobs: { backupTier: "Continuous30Days" } },
  },
  fails: {
    "a periodic backup": {
      of: account({ type: "Periodic" }),
      finds: ['backupPolicy.type: got "Periodic", want "Continuous"'],
    },
    "an account that says nothing": { of: account(), finds: ['backupPolicy.type: got nothing, want "Continuous"'] },
    "a backup that is too short": {
      of: continuous("Continuous7Days"),
      knobs: { backupTier: "Continuous30Days" },
      finds: ['backupPolicy.continuousModeProperties.tier: got "Continuous7Days", want "Continuous30Days"'],
    },
  },
  unknown: { "a type that is not known yet": { of: account({}), path: "backupPolicy.type" } },
  mutation: {
    kind: "azure-native:cosmosdb:DatabaseAccount",
    change: ({ props }) => {
      props.backupPolicy = { type: "Periodic" };
    },
  },
});
