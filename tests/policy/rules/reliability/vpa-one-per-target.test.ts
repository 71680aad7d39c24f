import { rule } from "../../../../policy/rules/reliability/vpa-one-per-target.ts";
import { vpa } from "../../../support/autoscaling.ts";
import { describeRule } from "../../../support/rule.ts";

const other = { targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "another" } };
const unversioned = { targetRef: { kind: "Deployment", name: "research-agent" } };

describeRule(rule, {
  passes: {
    "one for each workload": { of: [vpa(), vpa(other, "second")] },
  },
  fails: {
    "a second one, though it leaves the version of the API to the default": {
      of: [vpa(), vpa(unversioned, "second")],
      finds: [
        'second spec.targetRef: got "research-agent", want a workload of its own: VerticalPodAutoscaler agents/vpa has that one',
      ],
    },
  },
  unknown: { "a target that is not known yet": { of: [vpa(), vpa({}, "second")], path: "spec.targetRef.name" } },
  mutation: {
    kind: "kubernetes:autoscaling.k8s.io:VerticalPodAutoscaler",
    change: (resource, all) => {
      all.push({ ...resource, urn: `${resource.urn}-copy` });
    },
  },
});
