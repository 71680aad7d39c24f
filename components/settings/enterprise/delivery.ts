import { z } from "zod";
import { text } from "../check.ts";

/** How agents get into the cluster. Never both ways for one agent: two owners undo each other's changes. */
export const DeliveryBlock = z
  .discriminatedUnion("mode", [
    z.strictObject({ mode: z.literal("direct") }),
    z.strictObject({
      mode: z.literal("gitops"),
      repository: text(
        /^https:\/\/(?!\S*@)[^/\s]+\/\S+$/,
        "the https address of a git repository, without credentials in it",
      ).describe("Repository that holds the manifests that `npm run plan` writes."),
      // A branch or HEAD changes without a review, and the policy argocd-pinned-revision refuses it.
      revision: text(
        /^(?:refs\/tags\/)?v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$|^[0-9a-f]{40}$/,
        "a tag such as v1.4.2 or a commit of 40 hexadecimal digits: a branch changes without a review",
      ).describe("The tag or the commit to deploy. Releasing is naming the next one."),
      path: text(
        /^(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/,
        "a folder in the repository, such as manifests",
      )
        .default("manifests")
        .describe("Folder of the manifests. Each agent has one of its own in it."),
    }),
  ])
  .default({ mode: "direct" })
  .describe("Who puts agents into the cluster: Pulumi itself (direct), or Argo CD from a git repository (gitops).");

/** How agents get into the cluster. */
export type DeliveryBlock = z.infer<typeof DeliveryBlock>;
