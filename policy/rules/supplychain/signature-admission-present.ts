import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { pulledImages } from "../../lib/images/pulledImages.ts";
import { namespaceOf } from "../../lib/kubernetes/place.ts";
import { POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { type AdmissionNamespace, type Verifier, verifiersIn } from "../../lib/kubernetes/signaturePolicy.ts";
import { metadataOf } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

const list = (what: string) => z.array(z.string()).default([]).describe(what);

/** Each namespace that agents run in must have its images' signatures verified before their pods start. */
export const rule = stackRule({
  name: "signature-admission-present",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "The cluster must refuse an agent's image that is not signed.",
  why: "an image that the pipeline never built would run",
  fix: "label the namespace policy.sigstore.dev/include=true and add a ClusterImagePolicy, or add Kyverno's verifyImages",
  references: ["CIS 5.5.1", "KSC C-0236", "KSC C-0237", "KY verify-image", "AZP cf426bb8"],
  knobs: {
    ...AGENT_SELECTOR,
    issuers: list("Issuers of certificates that signers may have. Empty takes whatever the verifier trusts."),
    subjects: list("Subjects of certificates that signers may have. Empty takes whatever the verifier trusts."),
    predicateTypes: list("Attestations that are demanded besides, such as https://slsa.dev/provenance/v1."),
    verifiedNamespaces: list("Namespaces whose images are verified by other means, such as Ratify."),
  },
  check(stack, { agentSelector, issuers, subjects, predicateTypes, verifiedNamespaces }) {
    const isTrusted = (verifier: Verifier) =>
      isPartOf(verifier.issuers, issuers) && isPartOf(verifier.subjects, subjects);
    const verifiers = verifiersIn(stack).filter(isTrusted);
    const agents = stack.of(...POD_KINDS).filter((workload) => isAgent(workload, agentSelector));
    const byNamespace = Map.groupBy(agents, (agent) => namespaceOf(agent));
    return [...byNamespace].flatMap(([name, workloads]) => {
      if (verifiedNamespaces.includes(name)) return [];
      const own = stack.of("kubernetes:core:Namespace").find((each) => metadataOf(each).name === name);
      const labels = { ...(own ? metadataOf(own).labels : {}), "kubernetes.io/metadata.name": name };
      const namespace: AdmissionNamespace = { name, labels };
      const covering = verifiers.filter((verifier) => verifier.covers(namespace));
      const demanded = new Set(covering.flatMap((verifier) => verifier.predicateTypes));
      const missing = predicateTypes.filter((type) => !demanded.has(type));
      const unseen = workloads
        .flatMap((workload) => pulledImages(workload).map(({ image }) => image))
        .filter((image) => !covering.some((verifier) => verifier.looksAt(image)));
      if (covering.length > 0 && unseen.length === 0 && missing.length === 0) return [];
      const resource = own ?? workloads[0];
      if (!resource) return [];
      const what = covering.length > 0 && unseen.length === 0 ? `attestations ${missing.join(", ")}` : "signatures";
      const got = covering.length > 0 && unseen.length > 0 ? unseen : undefined;
      return [{ resource, path: "", got, want: `${what} verified in namespace ${name}`, absent: true as const }];
    });
  },
});

/** Whether all that a verifier takes is allowed; a list that is empty allows all. */
function isPartOf(taken: readonly string[], allowed: readonly string[]): boolean {
  return allowed.length === 0 || (taken.length > 0 && taken.every((each) => allowed.includes(each)));
}
