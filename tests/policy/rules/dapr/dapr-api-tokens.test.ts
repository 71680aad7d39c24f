import { rule } from "../../../../policy/rules/dapr/dapr-api-tokens.ts";
import { daprDeployment } from "../../../support/dapr.ts";
import { deployment } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const tokens = { "api-token-secret": "research-agent-api", "app-token-secret": "research-agent-app" };
const missing = (name: string) =>
  `spec.template.metadata.annotations["dapr.io/${name}"]: got nothing, want the name of a Secret`;

describeRule(rule, {
  passes: {
    "an app with both tokens": { of: daprDeployment(tokens) },
    "an app that its sidecar never calls": {
      of: daprDeployment({ "api-token-secret": "research-agent-api", "app-port": "" }),
    },
    "pods without a sidecar": { of: deployment() },
    "pods that turn the sidecar off": { of: daprDeployment({ enabled: "false" }) },
    "an app that needs no tokens": { of: daprDeployment(), knobs: { requireTokensFor: ["payment-agent"] } },
  },
  fails: {
    "an app without tokens": {
      of: daprDeployment({ enabled: "True" }),
      finds: [missing("api-token-secret"), missing("app-token-secret")],
    },
    "an app that takes its sidecar's word": {
      of: daprDeployment({ "api-token-secret": "research-agent-api" }),
      finds: [missing("app-token-secret")],
    },
    "an app among those that need tokens": {
      of: daprDeployment({ "api-token-secret": "research-agent-api" }),
      knobs: { requireTokensFor: ["research-agent"] },
      finds: [missing("app-token-secret")],
    },
  },
  unknown: {
    "a token whose name is not known yet": {
      of: daprDeployment(tokens),
      path: 'spec.template.metadata.annotations["dapr.io/api-token-secret"]',
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.metadata.annotations["dapr.io/api-token-secret"] = "";
    },
  },
});
