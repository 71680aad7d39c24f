import { z } from "zod";
import type { PropsOf } from "../../lib/kinds/index.ts";
import { AUTOSCALER_KINDS, type Autoscaler, maximumOf, minimumOf } from "../../lib/kubernetes/autoscaling.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/**
 * An autoscaler must leave several replicas, have room above them and an end to it, and must not take replicas away at
 * once. Scaling down waits 300 s where nothing is said, so only a shorter time is advised against.
 */
export const rule = resourceRule({
  name: "hpa-min-and-range",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "An autoscaler must keep several replicas and have a range to scale in.",
  why: "a lost node stops a single replica, and an autoscaler without room is none",
  fix: "set minReplicas (KEDA: minReplicaCount) to 2 or more and maxReplicas (KEDA: maxReplicaCount) above it",
  references: [
    "PO hpaMinAvailability",
    "PO hpaMaxAvailability",
    "KS horizontalpodautoscaler-replicas",
    "KL hpa-minimum-three-replicas",
  ],
  kinds: AUTOSCALER_KINDS,
  knobs: {
    min: z.int().min(0).default(2).describe("Fewest replicas that an autoscaler may leave."),
    max: z.int().min(1).default(500).describe("Most replicas that an autoscaler may make."),
    stabilizationSeconds: z
      .int()
      .min(0)
      .default(60)
      .describe("Shortest time that an autoscaler may wait before it takes replicas away."),
  },
  check(autoscaler, { min, max, stabilizationSeconds }) {
    const findings: Finding[] = [];
    const minimum = minimumOf(autoscaler);
    const maximum = maximumOf(autoscaler);
    if (minimum.value < min) findings.push({ path: minimum.path, got: minimum.given, want: `at least ${min}` });
    if (maximum.value > max) findings.push({ path: maximum.path, got: maximum.given, want: `at most ${max}` });
    else if (maximum.value <= minimum.value) {
      findings.push({ path: maximum.path, got: maximum.given, want: `more than the minimum of ${minimum.value}` });
    }
    const { path, seconds } = stabilizationOf(autoscaler);
    if (seconds !== undefined && seconds < stabilizationSeconds) {
      findings.push({ path, got: seconds, want: `at least ${stabilizationSeconds}`, advisory: true });
    }
    return findings;
  },
  remediate(props, { min }, kind) {
    const autoscaler = { kind, props } as Autoscaler;
    const minimum = minimumOf(autoscaler);
    if (minimum.value >= min || maximumOf(autoscaler).value <= min) return;
    const spec = props.spec as Record<string, unknown>;
    // A number of idle replicas is asked for on purpose.
    if (minimum.path !== "spec.idleReplicaCount") spec[minimum.path.slice("spec.".length)] = min;
  },
});

function stabilizationOf({ kind, props }: Autoscaler): { path: string; seconds: number | undefined } {
  const keda = kind === "kubernetes:keda.sh:ScaledObject";
  const behavior = keda
    ? (props as PropsOf<typeof kind>).spec?.advanced?.horizontalPodAutoscalerConfig?.behavior
    : (props as PropsOf<Exclude<typeof kind, "kubernetes:keda.sh:ScaledObject">>).spec?.behavior;
  const at = keda ? "spec.advanced.horizontalPodAutoscalerConfig.behavior" : "spec.behavior";
  const { selectPolicy, stabilizationWindowSeconds } = behavior?.scaleDown ?? {};
  const seconds = selectPolicy === "Disabled" ? undefined : stabilizationWindowSeconds;
  return { path: `${at}.scaleDown.stabilizationWindowSeconds`, seconds };
}
