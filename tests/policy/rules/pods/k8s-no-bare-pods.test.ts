import { rule } from "../../../../policy/rules/pods/k8s-no-bare-pods.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const pod = object("kubernetes:core/v1:Pod", {}, { spec: podSpec() });
const found = ': got "a pod on its own", want a workload that makes it';

describeRule(rule, {
  passes: {
    "a test of a chart": {
      of: object("kubernetes:core/v1:Pod", { annotations: { "helm.sh/hook": "test" } }, { spec: podSpec() }),
    },
    "a workload": { of: deployment() },
    "a change to another's pod": { of: { ...pod, type: "kubernetes:core/v1:PodPatch" } },
  },
  fails: {
    "a pod": { of: pod, finds: [found] },
    "one of a list": {
      of: { type: "kubernetes:core/v1:PodList", props: { items: [pod.props] } },
      finds: [`items[0]${found}`],
    },
  },
  unknown: {
    "an annotation that is not known yet": {
      of: object("kubernetes:core/v1:Pod", { annotations: {} }, { spec: podSpec() }),
      path: 'metadata.annotations["helm.sh/hook"]',
    },
  },
  mutation: {
    kind: "kubernetes:core:Pod",
    change: ({ props }) => {
      delete props.metadata.annotations;
    },
  },
});
