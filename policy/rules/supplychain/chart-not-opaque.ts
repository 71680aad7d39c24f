import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A Release hides its objects: the engine sees one resource, and no policy sees a pod. A Chart makes every one of them. */
export const rule = resourceRule({
  name: "chart-not-opaque",
  pack: "security",
  enforcement: "advice",
  severity: "low",
  description: "A chart must be installed so that policies see its objects.",
  why: "no policy sees the pods, rights and secrets that a Release makes",
  fix: "install it with helm.v4.Chart instead of helm.v3.Release",
  references: ["pulumi-kubernetes 2134", "pulumi-kubernetes 2144", "pulumi-kubernetes 3054", "pulumi-policy 298"],
  kinds: ["kubernetes:helm.sh:Release"],
  knobs: {
    allowCharts: z
      .array(z.string())
      .default([])
      .describe("Charts that may be a Release, as `chart` names them: those whose hooks are needed."),
  },
  check: ({ props: { chart = "" } }, { allowCharts }) =>
    allowCharts.includes(chart) ? [] : [{ path: "chart", got: chart, want: "a Chart instead of a Release" }],
});
