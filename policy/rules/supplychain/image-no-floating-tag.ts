import { z } from "zod";
import { parseImage } from "../../lib/images/image.ts";
import { PULLING_KINDS, pulledImages } from "../../lib/images/pulledImages.ts";
import { containersOf } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const FLOATING = ["latest", "dev", "develop", "main", "master", "edge", "nightly", "head", "snapshot", "canary"];

/** An image without a digest must have a tag that names one version. With a digest, its tag is but a comment. */
export const rule = resourceRule({
  name: "image-no-floating-tag",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An image must be named by a version, not by a tag that moves.",
  why: "a restart may bring another version, and no rollback knows the former one",
  fix: "name the version in the tag, or better the digest",
  references: ["KL latest-tag", "PO tagNotSpecified", "CKV_K8S_14", "GK disallowedtags", "AZP 021f8078"],
  kinds: PULLING_KINDS,
  knobs: {
    floatingTags: z.array(z.string()).default(FLOATING).describe("Tags that move from version to version."),
    checkPullPolicy: z
      .boolean()
      .default(false)
      .describe("Whether a container's image without a digest must be pulled at every start."),
  },
  check(resource, { floatingTags, checkPullPolicy }) {
    const floating = pulledImages(resource).flatMap(({ image, path }): Finding[] => {
      const { tag, digest } = parseImage(image);
      if (digest !== undefined || (tag !== undefined && !floatingTags.includes(tag.toLowerCase()))) return [];
      return [{ path, got: image, want: "a tag that names one version" }];
    });
    if (!checkPullPolicy) return floating;
    const stale = containersOf(resource).flatMap(({ container: { image, imagePullPolicy }, path }): Finding[] =>
      image === undefined || image.includes("@") || imagePullPolicy === "Always"
        ? []
        : [{ path: `${path}.imagePullPolicy`, got: imagePullPolicy, want: '"Always" for an image without a digest' }],
    );
    return [...floating, ...stale];
  },
});
