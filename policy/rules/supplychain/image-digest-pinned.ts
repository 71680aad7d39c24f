import { z } from "zod";
import { parseImage } from "../../lib/images/image.ts";
import { fullName, isWithin, PULLING_KINDS, pulledImages, rewriteImages } from "../../lib/images/pulledImages.ts";
import { resourceRule } from "../../lib/rule.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$|^sha512:[0-9a-f]{128}$/;

/** Every image, also one that is mounted as a volume, must be named by its digest. */
export const rule = resourceRule({
  name: "image-digest-pinned",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An image must be named by its digest.",
  why: "whoever may push a tag changes what runs, and two replicas of one version may differ",
  fix: "append the digest to the reference, as in ghcr.io/acme/agent:1.4.2@sha256:<digest>",
  references: ["KSC C-0306", "CKV_K8S_43", "GK imagedigests", "KY require-image-checksum"],
  kinds: PULLING_KINDS,
  knobs: {
    allowTagsFor: z
      .array(z.string())
      .default([])
      .describe("Registries, or paths in them, whose images may be named by tag: ghcr.io/acme."),
    lock: z
      .record(z.string(), z.string().regex(DIGEST, "a digest such as sha256:..."))
      .default({})
      .describe("Digest of each image by the reference that programs write, to be appended by remediation."),
  },
  check: (resource, { allowTagsFor }) =>
    pulledImages(resource)
      .filter(({ image }) => !DIGEST.test(parseImage(image).digest ?? ""))
      .filter(({ image }) => !isWithin(fullName(image), allowTagsFor))
      .map(({ image, path }) => ({ path, got: image, want: "a reference that ends in @sha256: and 64 digits" })),
  remediate(props, { lock }, kind) {
    rewriteImages(kind, props, (image) => {
      const digest = image.includes("@") ? undefined : lock[image];
      return digest && `${image}@${digest}`;
    });
  },
});
