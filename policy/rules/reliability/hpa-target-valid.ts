import { z } from "zod";
import { AUTOSCALER_KINDS, identityOf, targetOf } from "../../lib/kubernetes/autoscaling.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { stackRule } from "../../lib/rule.ts";

/** What an autoscaler scales must be in the stack, in its namespace, under that kind and name. */
export const rule = stackRule({
  name: "hpa-target-valid",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "An autoscaler must point at a workload that exists.",
  why: "it scales nothing, and nobody sees it until the load comes",
  fix: "set scaleTargetRef to the workload's apiVersion, kind and name, or list it under external",
  references: [
    "KL dangling-horizontalpodautoscaler",
    "KS horizontalpodautoscaler-has-target",
    "KSC C-0300",
    "KY check-hpa-exists",
  ],
  knobs: {
    external: z
      .array(z.string())
      .default([])
      .describe("Targets that are made elsewhere, such as by a chart: Deployment agents/research-agent."),
  },
  check(stack, { external }) {
    const existing = new Set(
      stack.resources.filter(({ kind }) => kind.startsWith("kubernetes:")).map((each) => identityOf(each)),
    );
    return stack.of(...AUTOSCALER_KINDS).flatMap((autoscaler) => {
      if (existing.has(targetOf(autoscaler))) return [];
      const { kind = "Deployment", name } = autoscaler.props.spec?.scaleTargetRef ?? {};
      const got = `${kind} ${namespaceOf(autoscaler)}/${name}`;
      if (external.includes(got)) return [];
      return [
        { resource: autoscaler, path: "spec.scaleTargetRef", got, want: "a workload of the stack", absent: true },
      ];
    });
  },
});
