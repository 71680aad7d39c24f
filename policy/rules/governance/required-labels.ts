import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { REGEX } from "../../lib/regex.ts";
import { metadataOf } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

/** What makes pods, and services, should have the labels that Kubernetes recommends. */
export const rule = resourceRule({
  name: "required-labels",
  pack: "governance",
  enforcement: "advice",
  severity: "low",
  description: "A Kubernetes object should have the labels that Kubernetes recommends.",
  why: "tools cannot tell which objects are one agent, nor who made them",
  fix: "set the missing labels in metadata.labels",
  references: ["KSC C-0076", "KSC C-0077", "KL required-label-owner", "PO metadataAndInstanceMismatched"],
  kinds: [...POD_KINDS, "kubernetes:core:Service"],
  knobs: {
    labels: z
      .record(z.string(), REGEX)
      .default({
        "app.kubernetes.io/name": ".",
        "app.kubernetes.io/instance": ".",
        "app.kubernetes.io/part-of": ".",
        "app.kubernetes.io/managed-by": ".",
      })
      .describe("Labels that must be there, each with a regular expression that its value matches."),
  },
  check(resource, { labels }) {
    const own = metadataOf(resource as Parameters<typeof metadataOf>[0]).labels ?? {};
    return Object.entries(labels)
      .filter(([key, form]) => !new RegExp(form).test(own[key] ?? ""))
      .map(([key, form]) => ({
        path: step("metadata.labels", key),
        got: own[key],
        want: form === "." ? "a value" : `a value that matches ${form}`,
      }));
  },
});
