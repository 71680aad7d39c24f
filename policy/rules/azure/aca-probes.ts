import { resourceRule } from "../../lib/rule.ts";

const WANTED = ["Liveness", "Readiness"] as const;

/** An app's containers must be probed by their own answer. Those that run before the others cannot be. */
export const rule = resourceRule({
  name: "aca-probes",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A container of a container app must have a liveness and a readiness probe.",
  why: "only the port is looked at otherwise, so an agent that is stuck goes on getting work",
  fix: "add probes of type Liveness and Readiness",
  references: [],
  kinds: ["azure-native:app:ContainerApp"],
  check: ({ props }) =>
    (props.template?.containers ?? []).flatMap(({ probes }, index) => {
      const types = (probes ?? []).map(({ type }) => type);
      const missing = WANTED.filter((each) => !types.includes(each));
      if (missing.length === 0) return [];
      return [{ path: `template.containers[${index}].probes`, got: types, want: missing.join(" and ") }];
    }),
});
