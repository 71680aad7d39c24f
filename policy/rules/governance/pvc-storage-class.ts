import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A claim for a volume must name a class of the list. Without a list there is nothing to compare. */
export const rule = resourceRule({
  name: "pvc-storage-class",
  pack: "governance",
  enforcement: "production",
  severity: "medium",
  description: "A claim for a volume must name a storage class that is allowed.",
  why: "the cluster's default decides whether the volume is encrypted, copied and kept",
  fix: "set storageClassName to a class of the list",
  references: ["GK storageclass", "KY require-storageclass"],
  kinds: ["kubernetes:core:PersistentVolumeClaim", "kubernetes:apps:StatefulSet"],
  knobs: {
    classes: z.array(z.string()).default([]).describe("Storage classes that may be used. Empty: any."),
  },
  check({ kind, props }, { classes }) {
    if (classes.length === 0) return [];
    const claims =
      kind === "kubernetes:core:PersistentVolumeClaim"
        ? [{ path: "spec.storageClassName", got: props.spec?.storageClassName }]
        : (props.spec?.volumeClaimTemplates ?? []).map(({ spec }, index) => ({
            path: `spec.volumeClaimTemplates[${index}].spec.storageClassName`,
            got: spec?.storageClassName,
          }));
    return claims
      .filter(({ got }) => !classes.includes(got ?? ""))
      .map(({ path, got }) => ({ path, got, want: `one of ${classes.join(", ")}` }));
  },
});
