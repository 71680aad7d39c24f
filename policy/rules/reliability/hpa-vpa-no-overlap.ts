import { z } from "zod";
import {
  type Autoscaler,
  Autoscaling,
  identityOf,
  type ResourceMetric,
  resourceMetricsOf,
  targetOf,
  type VerticalAutoscaler,
} from "../../lib/kubernetes/autoscaling.ts";
import { type Workload, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { titleOf } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/**
 * A VerticalPodAutoscaler must not change the requests that a horizontal one divides the usage by. It recreates pods and
 * controls CPU and memory of every container unless told otherwise; one that only sets up new pods is advised against.
 */
export const rule = stackRule({
  name: "hpa-vpa-no-overlap",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A VerticalPodAutoscaler must leave alone the resource that another autoscaler scales on.",
  why: "raised requests make the load look smaller, so replicas go while the load stays",
  fix: 'set updatePolicy.updateMode to "Off", or controlledResources to the resources that nothing else scales on',
  references: ["autoscaler#6247", "VPA known limitations"],
  knobs: {
    allowUsageMetric: z
      .boolean()
      .default(true)
      .describe("Accept an autoscaler that scales on plain usage (AverageValue), which requests do not change."),
  },
  check(stack, { allowUsageMetric }) {
    const autoscaling = new Autoscaling(stack);
    const workloads = new Map(workloadsOf(stack).map((each) => [identityOf(each.resource), each]));
    return autoscaling.pairs().flatMap(([horizontal, vertical]) =>
      horizontal.flatMap((autoscaler) => {
        const containers = containersIn(workloads.get(targetOf(autoscaler)));
        const metrics = resourceMetricsOf(autoscaler).filter(({ usage }) => !(usage && allowUsageMetric));
        return vertical.flatMap((each) => overlap(each, autoscaler, metrics, containers));
      }),
    );
  },
});

function overlap(
  vertical: VerticalAutoscaler,
  autoscaler: Autoscaler,
  metrics: ResourceMetric[],
  containers: string[],
): StackFinding[] {
  const { updatePolicy, resourcePolicy } = vertical.props.spec ?? {};
  const mode = updatePolicy?.updateMode;
  if (mode === "Off") return [];
  const policies = resourcePolicy?.containerPolicies ?? [];
  const policyOf = (name: string) =>
    policies.find(({ containerName }) => containerName === name) ??
    policies.find(({ containerName }) => containerName === "*");
  const controls = (container: string, resource: string) => {
    const { mode = "Auto", controlledResources = ["cpu", "memory"] } = policyOf(container) ?? {};
    return mode !== "Off" && controlledResources.includes(resource);
  };
  const shared = metrics
    .filter(({ name, container }) => (container ? [container] : containers).some((each) => controls(each, name)))
    .map(({ name }) => name);
  if (shared.length === 0) return [];
  return [
    {
      resource: vertical,
      path: "spec.updatePolicy.updateMode",
      got: mode,
      want: `"Off", or other controlledResources than ${[...new Set(shared)].join(" and ")}: ${titleOf(autoscaler)} scales on it`,
      advisory: mode === "Initial" || undefined,
      // Where a field that could tell them apart is missing, it may only be unknown.
      absent: true,
    },
  ];
}

/** Names of the containers that run side by side; `*` stands for those of a workload that the stack does not have. */
function containersIn(workload: Workload | undefined): string[] {
  if (!workload) return ["*"];
  const { spec, annotations } = workload.pod;
  const injected = annotations["dapr.io/enabled"] === "true" ? ["daprd"] : [];
  return [...(spec.containers ?? []).map(({ name = "" }) => name), ...injected];
}
