import { rule } from "../../../../policy/rules/pods/k8s-no-duplicate-env.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const twice = container({
  env: [
    { name: "MODEL", value: "small" },
    { name: "REGION", value: "eu" },
    { name: "MODEL", value: "large" },
  ],
});
const want = "want a name that no variable before it has";

describeRule(rule, {
  passes: {
    "no variables": { of: deployment() },
    "the same variable of two containers": {
      of: deployment(
        podSpec({
          containers: [container({ env: [{ name: "A" }, { name: "a" }] }), container({ env: [{ name: "A" }] })],
        }),
      ),
    },
  },
  fails: {
    "a variable that is set twice, without its value": {
      of: deployment(podSpec({ containers: [twice] })),
      finds: [`spec.template.spec.containers[0].env[2].name: got "MODEL", ${want}`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [twice] })),
    finds: [`spec.template.spec.initContainers[0].env[2].name: got "MODEL", ${want}`],
  },
  unknown: {
    "a name that is not known yet": {
      of: deployment(podSpec({ containers: [twice] })),
      path: "spec.template.spec.containers[0].env[2].name",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].env = [{ name: "A" }, { name: "A" }];
    },
  },
});
