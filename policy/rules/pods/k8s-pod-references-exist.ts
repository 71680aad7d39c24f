import { z } from "zod";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { referencesOf } from "../../lib/kubernetes/podReferences.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { type AnyResource, metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** What the cluster puts into every namespace. */
const EVERYWHERE = ["ServiceAccount default", "ConfigMap kube-root-ca.crt", "ConfigMap istio-ca-root-cert"];

/** What pods name must be made by the stack, also by way of an operator that makes secrets. */
export const rule = stackRule({
  name: "k8s-pod-references-exist",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A service account, config map, secret or claim that a pod names must be made by the stack.",
  why: "the pod waits for it and never starts",
  fix: "make the object in the pod's namespace, mark the reference as optional, or list it under external",
  references: ["KL non-existent-service-account", "KSC C-0295", "KSC C-0299", "KSC C-0302", "KSC C-0307"],
  knobs: {
    external: z
      .array(z.string())
      .default([])
      .describe("Objects that are made elsewhere: Secret agents/openai-api-key."),
  },
  check(stack, { external }) {
    const made = new Set(stack.resources.flatMap(madeBy));
    return stack.of(...POD_KINDS).flatMap((workload) =>
      referencesOf(workload)
        .filter(({ kind, name }) => {
          const title = `${kind} ${namespaceOf(workload)}/${name}`;
          const isThere = made.has(`${clusterOf(workload)} ${title}`) || EVERYWHERE.includes(`${kind} ${name}`);
          return !isThere && !external.includes(title);
        })
        .map(({ kind, name, path }) => ({
          resource: workload,
          path,
          got: name,
          want: `a ${kind} in ${namespaceOf(workload)}`,
          absent: true as const,
        })),
    );
  },
});

/** What of an add-on's object is needed to know the secrets that it makes. */
interface SecretMaker {
  target?: { name?: string };
  template?: { metadata?: { name?: string } };
  secretName?: string;
  secretObjects?: { secretName?: string }[];
}

/** The objects that come of a resource, as `<cluster> Secret agents/openai-api-key`. */
function madeBy(resource: AnyResource): string[] {
  const own = metadataOf(resource).name;
  const spec = resource.props.spec as SecretMaker | undefined;
  const called = (kind: string, ...names: (string | undefined)[]) =>
    names.map((name) => `${clusterOf(resource)} ${kind} ${namespaceOf(resource)}/${name}`);
  switch (resource.kind) {
    case "kubernetes:core:ServiceAccount":
    case "kubernetes:core:ConfigMap":
    case "kubernetes:core:Secret":
    case "kubernetes:core:PersistentVolumeClaim":
      return called(resource.kind.split(":")[2] as string, own);
    case "kubernetes:external-secrets.io:ExternalSecret":
      return called("Secret", spec?.target?.name ?? own);
    case "kubernetes:bitnami.com:SealedSecret":
      return called("Secret", spec?.template?.metadata?.name ?? own);
    case "kubernetes:cert-manager.io:Certificate":
      return called("Secret", spec?.secretName);
    case "kubernetes:secrets-store.csi.x-k8s.io:SecretProviderClass":
      return called("Secret", ...(spec?.secretObjects ?? []).map(({ secretName }) => secretName));
    default:
      return [];
  }
}
