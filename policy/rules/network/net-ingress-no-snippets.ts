import { step } from "../../../components/settings/check.ts";
import { concealed, resourceRule } from "../../lib/rule.ts";

const SNIPPETS = [
  ...["auth", "configuration", "modsecurity", "server", "stream"].map(
    (each) => `nginx.ingress.kubernetes.io/${each}-snippet`,
  ),
  ...["location", "server"].map((each) => `nginx.org/${each}-snippets`),
];

/** No Ingress may write the controller's configuration, and no controller of ingress-nginx may let it. */
export const rule = resourceRule({
  name: "net-ingress-no-snippets",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An Ingress must not bring pieces of nginx configuration, and its controller must not take any.",
  why: "whoever may write an Ingress could read every Secret that the controller can",
  fix: "remove the snippet annotations, and allow-snippet-annotations from the controller's ConfigMap",
  references: ["CKV_K8S_152", "CKV_K8S_153", "CKV_K8S_154", "KSC C-0059", "CVE-2021-25742"],
  kinds: ["kubernetes:networking.k8s.io:Ingress", "kubernetes:core:ConfigMap"],
  check(resource) {
    if (resource.kind === "kubernetes:core:ConfigMap") {
      const allowed = resource.props.data?.["allow-snippet-annotations"];
      const path = "data.allow-snippet-annotations";
      return allowed === "true" ? [{ path, got: allowed, want: '"false"' }] : [];
    }
    const annotations = resource.props.metadata?.annotations ?? {};
    return SNIPPETS.flatMap((key) => {
      const snippet = annotations[key];
      // What it says may well be a password for a backend.
      return snippet === undefined
        ? []
        : [{ path: step("metadata.annotations", key), got: concealed(snippet), want: "nothing" }];
    });
  },
});
