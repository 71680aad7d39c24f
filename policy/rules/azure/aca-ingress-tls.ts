import { resourceRule } from "../../lib/rule.ts";

/** An ingress redirects plain HTTP unless it is told to answer it. */
export const rule = resourceRule({
  name: "aca-ingress-tls",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "The ingress of a container app must not answer over plain HTTP.",
  why: "prompts, answers and tokens could be read on their way",
  fix: "remove configuration.ingress.allowInsecure",
  references: ["AZR-000094", "AZP 0e80e269"],
  kinds: ["azure-native:app:ContainerApp"],
  check: ({ props }) =>
    props.configuration?.ingress?.allowInsecure === true
      ? [{ path: "configuration.ingress.allowInsecure", got: true, want: "false" }]
      : [],
  remediate({ configuration }) {
    if (configuration?.ingress?.allowInsecure === true) configuration.ingress.allowInsecure = false;
  },
});
