import { rulesOf } from "../../lib/kubernetes/prometheusRules.ts";
import type { Resource } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/**
 * Two rules of a stack must not make the same series. The same name with other labels is none: a warning and a critical
 * alert often share one.
 */
export const rule = stackRule({
  name: "prom-rules-unique",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "An alert or recording must have a name, or labels, of its own.",
  why: "alerts of the same name hide each other, and recordings overwrite each other",
  fix: "rename one of them, or give it a label of its own",
  references: ["pint rule/duplicate"],
  check(stack) {
    const first = new Map<string, string>();
    return stack.of("kubernetes:monitoring.coreos.com:PrometheusRule").flatMap((resource) =>
      rulesOf(resource).flatMap(({ rule, labels, path }) => {
        const field = rule.alert === undefined ? "record" : "alert";
        const name = rule[field];
        if (name === undefined) return [];
        const identity = JSON.stringify([field, name, namespaceOf(resource), Object.entries(labels).toSorted()]);
        const before = first.get(identity);
        first.set(identity, before ?? `${resource.name} ${path}`);
        if (before === undefined) return [];
        return [{ resource, path: `${path}.${field}`, got: name, want: `another name than that of ${before}` }];
      }),
    );
  },
});

/** A namespace's own Prometheus may know the same alerts as another's. */
function namespaceOf({ props }: Resource<"kubernetes:monitoring.coreos.com:PrometheusRule">): string | undefined {
  return props.metadata?.namespace;
}
