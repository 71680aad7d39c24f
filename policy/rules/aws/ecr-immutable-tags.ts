import { resourceRule } from "../../lib/rule.ts";

/** A repository should never let a tag change its image. Exclusions from that are the owner's to choose. */
export const rule = resourceRule({
  name: "ecr-immutable-tags",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "The tags of an image repository should be immutable.",
  why: "a tag that was tested could be another image when it is pulled",
  fix: 'set imageTagMutability to "IMMUTABLE"',
  references: ["CKV_AWS_51"],
  kinds: ["aws:ecr:Repository"],
  check: ({ props: { imageTagMutability: got } }) =>
    got?.startsWith("IMMUTABLE") ? [] : [{ path: "imageTagMutability", got, want: '"IMMUTABLE"' }],
  remediate(props) {
    if (!props.imageTagMutability?.startsWith("IMMUTABLE")) props.imageTagMutability = "IMMUTABLE";
  },
});
