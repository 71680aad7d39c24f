import { meshedNamespaces, ROOT_NAMESPACE } from "../../lib/istio/mesh.ts";
import { metadataOf, type Resource } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** A request that no policy allows must be refused: one ALLOW policy for a whole namespace, even without rules, does it. */
export const rule = stackRule({
  name: "mesh-default-deny-authz",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A namespace in the mesh must refuse every request that no AuthorizationPolicy allows.",
  why: "mTLS says who calls and lets all of them in, so one compromised agent reaches every other",
  fix: "add an AuthorizationPolicy with an empty spec to the mesh's root namespace, and one that allows per workload",
  references: ["Istio security", "KY require-authorizationpolicy", "OWASP ASI07"],
  knobs: ROOT_NAMESPACE,
  check(stack, { rootNamespace }) {
    const denied = stack
      .of("kubernetes:security.istio.io:AuthorizationPolicy")
      .filter(deniesByDefault)
      .map((each) => metadataOf(each).namespace);
    if (denied.includes(rootNamespace)) return [];
    return meshedNamespaces(stack)
      .filter((namespace) => !denied.includes(metadataOf(namespace).name))
      .map((resource) => ({
        resource,
        path: "",
        want: "an AuthorizationPolicy for the whole namespace that allows nothing by default",
        absent: true,
      }));
  },
});

/** Istio refuses what no ALLOW policy matches as soon as there is one for the workload. */
function deniesByDefault({ props }: Resource<"kubernetes:security.istio.io:AuthorizationPolicy">): boolean {
  const { action = "ALLOW", rules = [], selector, targetRef, targetRefs } = props.spec ?? {};
  if (action !== "ALLOW" || selector !== undefined || targetRef !== undefined || targetRefs !== undefined) return false;
  return !rules.some((each) => Object.keys(each ?? {}).length === 0);
}
