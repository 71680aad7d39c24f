import { containersOf, POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** A container must say each variable once: the last one counts, whatever the reader saw first. */
export const rule = resourceRule({
  name: "k8s-no-duplicate-env",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "A container must set each environment variable once.",
  why: "the last one wins, and an update that merges lists may keep the wrong one",
  fix: "remove the one that should not count",
  references: ["KL duplicate-env-var", "KS environment-variable-key-duplication"],
  kinds: POD_KINDS,
  check: (resource) =>
    containersOf(resource).flatMap(({ container, path }) => {
      const names = (container.env ?? []).map(({ name }) => name);
      return names.flatMap((name, index) =>
        name !== undefined && names.indexOf(name) < index
          ? [{ path: `${path}.env[${index}].name`, got: name, want: "a name that no variable before it has" }]
          : [],
      );
    }),
});
