import type { Resource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { placeOf } from "./place.ts";
import { selects } from "./selector.ts";
import type { Workload } from "./workloads.ts";

export type DisruptionBudget = Resource<"kubernetes:policy:PodDisruptionBudget">;

/** The disruption budgets of a workload: those of its namespace that select its pods. */
export function budgetsOf(stack: Stack, { template, pod }: Workload): DisruptionBudget[] {
  const place = placeOf(template);
  return stack
    .of("kubernetes:policy:PodDisruptionBudget")
    .filter((budget) => placeOf(budget) === place && selects(budget.props.spec?.selector, pod.labels));
}
