import { Budget } from "@pulumi/azure-native/consumption/budget.js";
import type * as pulumi from "@pulumi/pulumi";

/** How much may be spent, and who is told. */
export interface BudgetSettings {
  /** Per month, in the currency of the subscription. */
  amount: number;
  /** First month that counts, by its first day, such as 2026-12-01. The present month where it is left out. */
  startDate?: string;
  /** Told besides the owners of the subscription. */
  emails: string[];
}

/** What a budget counts, and whom it tells. */
export interface BudgetArgs extends BudgetSettings {
  budgetName: pulumi.Input<string>;
  /** Resource group or subscription whose costs count. */
  scope: pulumi.Input<string>;
  /** The only resource groups that count, in the scope of a subscription. All of them where it is left out. */
  resourceGroups?: pulumi.Input<string>[];
  actionGroupId: pulumi.Input<string>;
}

/** Tells before the money is gone: at half, at four fifths, at all of it, and when the forecast says so. */
export function budget(name: string, args: BudgetArgs, opts: pulumi.CustomResourceOptions) {
  const notify = (thresholdType: "Actual" | "Forecasted", threshold: number) => ({
    enabled: true,
    operator: "GreaterThanOrEqualTo",
    thresholdType,
    threshold,
    contactEmails: args.emails,
    contactRoles: ["Owner"],
    contactGroups: [args.actionGroupId],
  });
  return new Budget(
    name,
    {
      budgetName: args.budgetName,
      scope: args.scope,
      category: "Cost",
      timeGrain: "Monthly",
      amount: args.amount,
      timePeriod: { startDate: `${args.startDate ?? firstOfMonth(new Date())}T00:00:00Z` },
      ...(args.resourceGroups
        ? { filter: { dimensions: { name: "ResourceGroupName", operator: "In", values: args.resourceGroups } } }
        : {}),
      notifications: {
        half: notify("Actual", 50),
        most: notify("Actual", 80),
        all: notify("Actual", 100),
        forecast: notify("Forecasted", 100),
      },
    },
    // Azure accepts only the present month for a new budget, and the month it began with afterwards.
    { ...opts, ignoreChanges: ["timePeriod"] },
  );
}

function firstOfMonth(date: Date): string {
  return `${date.toISOString().slice(0, 7)}-01`;
}
