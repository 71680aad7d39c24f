import { Budget } from "@pulumi/aws/budgets/budget.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";

export interface CostBudgetArgs {
  accountId: string;
  tags: Record<string, string>;
  budgetName: string;
  /** US dollars a month. */
  amount: number;
  /** Who is told. AWS takes ten at most. */
  emails: string[];
  /**
   * Only what is spent in this region counts. All of the account's where it is left out. Tags would count only once
   * somebody has activated them for billing, and until then the budget would see nothing and say nothing.
   */
  region?: string;
}

/** Tells before the money is gone: at half, at four fifths, at all of it, and when the forecast says so. It stops nothing. */
export class CostBudget extends Component<CostBudgetArgs> {
  constructor(name: string, args: CostBudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:CostBudget", name, args, opts);
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      comparisonOperator: "GREATER_THAN",
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: args.emails,
    });
    new Budget(
      `${name}-budget`,
      {
        accountId: args.accountId,
        tags: args.tags,
        name: args.budgetName,
        budgetType: "COST",
        limitAmount: String(args.amount),
        limitUnit: "USD",
        timeUnit: "MONTHLY",
        ...(args.region === undefined ? {} : { costFilters: [{ name: "Region", values: [args.region] }] }),
        // AWS refuses a notification that nobody gets.
        notifications:
          args.emails.length === 0
            ? []
            : [notify("ACTUAL", 50), notify("ACTUAL", 80), notify("ACTUAL", 100), notify("FORECASTED", 100)],
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
