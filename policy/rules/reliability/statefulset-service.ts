import { namespaceOf, placeOf } from "../../lib/kubernetes/place.ts";
import { podOf } from "../../lib/kubernetes/pods.ts";
import { selects } from "../../lib/kubernetes/selector.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** The Service that gives a StatefulSet's pods their names must exist, have no address of its own, and select them. */
export const rule = stackRule({
  name: "statefulset-service",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A StatefulSet must name a headless Service that selects its pods.",
  why: "its pods have no stable names, so its members cannot find each other",
  fix: 'set spec.serviceName to a Service of the same namespace with clusterIP "None" and the pods\' labels as selector',
  references: ["KS statefulset-has-servicename"],
  check(stack) {
    const services = stack.of("kubernetes:core:Service");
    return stack.of("kubernetes:apps:StatefulSet").flatMap((resource) => {
      const name = resource.props.spec?.serviceName;
      const labels = podOf(resource)?.labels ?? {};
      const named = services.filter(
        (service) => name !== undefined && metadataOf(service).name === name && placeOf(service) === placeOf(resource),
      );
      const right = named.some(
        ({ props }) => props.spec?.clusterIP === "None" && selects({ matchLabels: props.spec?.selector ?? {} }, labels),
      );
      if (right) return [];
      const want = `a headless Service of the namespace ${namespaceOf(resource)} that selects its pods`;
      return [{ resource, path: "spec.serviceName", got: name, want, absent: true }];
    });
  },
});
