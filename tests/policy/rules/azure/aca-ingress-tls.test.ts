import { rule } from "../../../../policy/rules/azure/aca-ingress-tls.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const app = (ingress?: object) => azure("app:ContainerApp", { configuration: { ingress } });

describeRule(rule, {
  passes: {
    "an ingress that redirects": { of: app({ external: true, allowInsecure: false }) },
    "an ingress that leaves it to the default": { of: app({ targetPort: 8000 }) },
    "an app without ingress": { of: app() },
    "an app that says nothing": { of: azure("app:ContainerApp", {}) },
  },
  fails: {
    "plain HTTP, whatever the version of the API": {
      of: { ...app({ allowInsecure: true }), type: "azure-native:app/v20240301:ContainerApp" },
      finds: ["configuration.ingress.allowInsecure: got true, want false"],
    },
  },
  unknown: { "a value that is not known yet": { of: app({}), path: "configuration.ingress.allowInsecure" } },
  remedies: {
    "plain HTTP": {
      of: app({ allowInsecure: true, external: true }),
      to: { configuration: { ingress: { allowInsecure: false, external: true } } },
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.configuration.ingress.allowInsecure = true;
    },
  },
});
