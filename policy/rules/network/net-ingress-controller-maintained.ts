import { z } from "zod";
import { imagesOf, parseImage } from "../../lib/images/image.ts";
import { CHART_KINDS, chartOf } from "../../lib/kubernetes/chart.ts";
import { isKind } from "../../lib/resource.ts";
import { anyResourceRule } from "../../lib/rule.ts";

/** No controller may face the network that nobody mends any more, by its class, its image or its Helm release. */
export const rule = anyResourceRule({
  name: "net-ingress-controller-maintained",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An ingress controller must be one that is still maintained.",
  why: "kubernetes/ingress-nginx was retired in March 2026, and what is found in it since stays open",
  fix: "move to a Gateway, or to a controller that is maintained",
  references: ["KSC C-0292"],
  knobs: {
    retiredControllers: z
      .array(z.string())
      .default(["k8s.io/ingress-nginx"])
      .describe("Controllers, as an IngressClass names them, that are not maintained."),
    retiredImages: z
      .array(z.string())
      .default(["ingress-nginx/controller"])
      .describe("Their images, without registry and tag."),
    retiredCharts: z.array(z.string()).default(["ingress-nginx"]).describe("Their Helm charts."),
  },
  check(resource, { retiredControllers, retiredImages, retiredCharts }) {
    const want = "a controller that is maintained";
    if (isKind(resource, "kubernetes:networking.k8s.io:IngressClass")) {
      const got = resource.props.spec?.controller;
      return got !== undefined && retiredControllers.includes(got) ? [{ path: "spec.controller", got, want }] : [];
    }
    if (isKind(resource, ...CHART_KINDS)) {
      const { chart } = chartOf(resource);
      const name = chart?.split("/").at(-1);
      return name !== undefined && retiredCharts.includes(name) ? [{ path: "chart", got: chart, want }] : [];
    }
    return imagesOf(resource)
      .filter(({ image }) => retiredImages.includes(parseImage(image).repository))
      .map(({ image, path }) => ({ path, got: image, want }));
  },
});
