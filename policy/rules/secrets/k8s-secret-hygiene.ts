import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { containersOf, POD_KINDS } from "../../lib/kubernetes/pods.ts";
import type { Resource } from "../../lib/resource.ts";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";

/** A Secret must be filled from a vault, not by a program, and must not be a token that never ends. */
export const rule = resourceRule({
  name: "k8s-secret-hygiene",
  pack: "security",
  enforcement: "always",
  severity: "high",
  description: "A Secret must come from a vault and must not be a service account's token.",
  why: "what a program writes stays in its state and its history, and such a token never expires",
  fix: "use an ExternalSecret, a SealedSecret or the secrets store's CSI driver, and a projected token",
  references: [
    "CIS 5.4.1",
    "CIS 5.4.2",
    "KL read-secret-from-env-var",
    "KSC C-0207",
    "KSC C-0208",
    "CKV_K8S_35",
    "KY deny-secret-service-account-token-type",
  ],
  kinds: [...POD_KINDS, "kubernetes:core:Secret"],
  knobs: {
    allowTypes: z
      .array(z.string())
      .default([])
      .describe("Types of Secrets that programs may write: kubernetes.io/tls."),
    requireFiles: z
      .boolean()
      .default(false)
      .describe("Whether pods must mount secrets as files rather than read them from the environment."),
  },
  check(resource, { allowTypes, requireFiles }) {
    if (resource.kind === "kubernetes:core:Secret") return ofSecret(resource, allowTypes);
    return requireFiles ? inEnvironment(resource) : [];
  },
});

function ofSecret({ props }: Resource<"kubernetes:core:Secret">, allowTypes: readonly string[]): Finding[] {
  const { type } = props;
  if (type === "kubernetes.io/service-account-token") {
    return [{ path: "type", got: type, want: "a token that is projected into the pod and expires" }];
  }
  if (type !== undefined && allowTypes.includes(type)) return [];
  return (["data", "stringData"] as const).flatMap((field) =>
    Object.entries(props[field] ?? {})
      .filter(([, value]) => value !== "")
      .map(([key, value]) => ({
        path: step(field, key),
        got: concealed(value),
        want: "a value that comes from a vault",
        // Policies see no difference between a text and what another resource made.
        advisory: true as const,
      })),
  );
}

function inEnvironment(resource: Resource<(typeof POD_KINDS)[number]>): Finding[] {
  const want = "the secret mounted as a file";
  return containersOf(resource).flatMap(({ container: { env, envFrom }, path }) => [
    ...(env ?? []).flatMap(({ name, valueFrom }, index): Finding[] =>
      valueFrom?.secretKeyRef
        ? [{ path: `${path}.env[${index}].valueFrom.secretKeyRef`, got: name, want, advisory: true }]
        : [],
    ),
    ...(envFrom ?? []).flatMap(({ secretRef }, index): Finding[] =>
      secretRef ? [{ path: `${path}.envFrom[${index}].secretRef`, got: secretRef.name, want, advisory: true }] : [],
    ),
  ]);
}
