import { rule } from "../../../../policy/rules/network/net-ingress-no-snippets.ts";
import { ingress } from "../../../support/gateways.ts";
import { object } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const annotated = (annotations: Record<string, string>) => ingress("one", ["a.example.com"], {}, { annotations });
const configMap = (data: object) => object("kubernetes:core/v1:ConfigMap", {}, { data });
const SNIPPET = "nginx.ingress.kubernetes.io/configuration-snippet";

describeRule(rule, {
  passes: {
    "an Ingress with another annotation": {
      of: annotated({ "nginx.ingress.kubernetes.io/proxy-read-timeout": "600" }),
    },
    "an Ingress without annotations": { of: ingress("one", ["a.example.com"]) },
    "a controller that takes none": { of: configMap({ "allow-snippet-annotations": "false" }) },
    "a ConfigMap of anything else": { of: configMap({ mode: "true" }) },
  },
  fails: {
    "a snippet, without showing it": {
      of: annotated({ [SNIPPET]: "proxy_set_header Authorization secret;" }),
      finds: [`metadata.annotations["${SNIPPET}"]: got a string that is not shown, want nothing`],
    },
    "a snippet of the other nginx": {
      of: annotated({ "nginx.org/server-snippets": "gzip on;" }),
      finds: ['metadata.annotations["nginx.org/server-snippets"]: got a string that is not shown, want nothing'],
    },
    "a controller that takes them": {
      of: configMap({ "allow-snippet-annotations": "true" }),
      finds: ['data.allow-snippet-annotations: got "true", want "false"'],
    },
  },
  unknown: {
    "what the controller takes, while that is not known yet": {
      of: configMap({}),
      path: "data.allow-snippet-annotations",
    },
  },
  mutation: {
    kind: "kubernetes:networking.k8s.io:Ingress",
    change: ({ props }) => {
      props.metadata.annotations = { [SNIPPET]: "gzip on;" };
    },
  },
});
