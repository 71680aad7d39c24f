import { z } from "zod";
import { daprSidecarOf } from "../../lib/dapr/daprSidecar.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** App and sidecar must know each other by tokens. A sidecar calls no app that names no port. */
export const rule = resourceRule({
  name: "dapr-api-tokens",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "An app and its Dapr sidecar must know each other by tokens.",
  why: "anything that reaches the pod could use the agent's state and secrets, or call it in Dapr's name",
  fix: "set the annotations dapr.io/api-token-secret and dapr.io/app-token-secret to names of Secrets",
  references: ["Dapr security best practices", "OWASP ASI03"],
  kinds: POD_KINDS,
  knobs: {
    requireTokensFor: z.array(z.string()).default([]).describe("App ids that need tokens; all if it is empty."),
  },
  check(resource, { requireTokensFor }) {
    const sidecar = daprSidecarOf(resource);
    if (!sidecar) return [];
    if (requireTokensFor.length > 0 && !requireTokensFor.includes(sidecar.appId ?? "")) return [];
    const needed = ["api-token-secret", ...(sidecar.annotation("app-port").value ? ["app-token-secret"] : [])];
    return needed
      .map((name) => sidecar.annotation(name))
      .filter(({ value }) => !value)
      .map(({ value, path }) => ({ path, got: value, want: "the name of a Secret" }));
  },
});
