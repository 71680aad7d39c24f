import { resourceRule } from "../../lib/rule.ts";

/** A disruption budget must not keep pods that do not work: by default it does, as soon as too few are healthy. */
export const rule = resourceRule({
  name: "pdb-evicts-unhealthy",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A PodDisruptionBudget must let unhealthy pods go.",
  why: "pods that crash on and on keep their node from being drained",
  fix: 'set spec.unhealthyPodEvictionPolicy to "AlwaysAllow"',
  references: ["KL pdb-unhealthy-pod-eviction-policy", "AZP d77f191e", "AZP 5c58d54b"],
  kinds: ["kubernetes:policy:PodDisruptionBudget"],
  check({ props }) {
    const got = props.spec?.unhealthyPodEvictionPolicy;
    return got === "AlwaysAllow" ? [] : [{ path: "spec.unhealthyPodEvictionPolicy", got, want: '"AlwaysAllow"' }];
  },
  remediate(props) {
    if (props.spec && props.spec.unhealthyPodEvictionPolicy !== "AlwaysAllow") {
      props.spec.unhealthyPodEvictionPolicy = "AlwaysAllow";
    }
  },
});
