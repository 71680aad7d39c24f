import { z } from "zod";
import type { PlacedImage } from "../../lib/images/image.ts";
import { fullName, isWithin, PULLING_KINDS, pulledImages, rewriteImages } from "../../lib/images/pulledImages.ts";
import { CHART_KINDS, chartOf } from "../../lib/kubernetes/chart.ts";
import { type AnyResource, isKind } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

/**
 * Every image and every chart of an OCI registry must come from a registry on the list. Without a list there is nothing
 * to compare with, and nothing is found.
 */
export const rule = resourceRule({
  name: "image-registry-allowlist",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An image must come from a registry that is allowed.",
  why: "nobody vets, scans or keeps what others publish",
  fix: "copy the image to an allowed registry and name it there",
  references: ["KSC C-0001", "KSC C-0078", "GK allowedrepos", "KY restrict-image-registries", "AZP febd0533"],
  kinds: [...PULLING_KINDS, ...CHART_KINDS],
  knobs: {
    registries: z
      .array(z.string())
      .default([])
      .describe("Registries, or paths in them, that images may come from: ghcr.io/acme. Empty allows all."),
    mirrors: z
      .record(z.string(), z.string())
      .default({})
      .describe("Where remediation finds what other registries hold: {docker.io: acme.azurecr.io/docker}."),
  },
  check(resource, { registries }) {
    if (registries.length === 0) return [];
    return artifactsOf(resource)
      .filter(({ image }) => !isWithin(fullName(image), registries))
      .map(({ image, path }) => ({ path, got: image, want: `one from ${registries.join(" or ")}` }));
  },
  remediate(props, { registries, mirrors }, kind) {
    if (kind === "kubernetes:helm.sh:Release" || kind === "kubernetes:helm.sh:Chart") return;
    rewriteImages(kind, props, (image) => {
      const name = fullName(image);
      if (registries.length === 0 || isWithin(name, registries)) return undefined;
      const [from, to] = Object.entries(mirrors).find(([place]) => isWithin(name, [place])) ?? [];
      const version = /(?::[^/:@]+)?(?:@.+)?$/.exec(image)?.[0] ?? "";
      return from === undefined ? undefined : `${to}${name.slice(from.length)}${version}`;
    });
  },
});

/** What a resource takes from OCI registries. */
function artifactsOf(resource: AnyResource | Parameters<typeof pulledImages>[0]): PlacedImage[] {
  if (!isKind(resource as AnyResource, ...CHART_KINDS)) return pulledImages(resource);
  const { repository } = chartOf(resource as Parameters<typeof chartOf>[0]);
  const [, image] = /^oci:\/\/(.+)$/.exec(repository?.address ?? "") ?? [];
  return repository && image !== undefined ? [{ image, path: repository.path }] : [];
}
