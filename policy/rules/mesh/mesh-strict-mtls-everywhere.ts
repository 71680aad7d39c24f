import { meshedNamespaces, ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** Istio accepts plain text until a PeerAuthentication forbids it, for the mesh or for the namespace. */
export const rule = stackRule({
  name: "mesh-strict-mtls-everywhere",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A namespace in the mesh must have a PeerAuthentication that demands mTLS, its own or the mesh's.",
  why: "plain text is accepted too until it is forbidden",
  fix: "add a PeerAuthentication without selector and with mtls.mode STRICT to the mesh's root namespace",
  references: ["Istio security", "KY enforce-strict-mtls", "OWASP ASI07"],
  knobs: ROOT_NAMESPACE,
  check(stack, { rootNamespace }) {
    const strict = stack
      .of("kubernetes:security.istio.io:PeerAuthentication")
      .filter(({ props: { spec } }) => spec?.selector === undefined && spec?.mtls?.mode === "STRICT")
      .map((each) => metadataOf(each).namespace);
    if (strict.includes(rootNamespace)) return [];
    return meshedNamespaces(stack)
      .filter((namespace) => !strict.includes(metadataOf(namespace).name))
      .map((resource) => ({ resource, path: "", want: "a PeerAuthentication with mtls.mode STRICT", absent: true }));
  },
});
