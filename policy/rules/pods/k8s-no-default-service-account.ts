import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Pods must have an identity of their own, under the field's present name. */
export const rule = resourceRule({
  name: "k8s-no-default-service-account",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A pod must run as a service account of its own.",
  why: "whatever is granted to the default account, all pods of the namespace have",
  fix: "make a ServiceAccount for the workload, and set serviceAccountName to its name",
  references: [
    "CIS 5.1.5",
    "KL default-service-account",
    "KL deprecated-service-account-field",
    "CKV_K8S_41",
    "CKV_K8S_42",
  ],
  kinds: POD_KINDS,
  check(resource) {
    const pod = podOf(resource);
    if (!pod) return [];
    const { serviceAccountName, serviceAccount } = pod.spec;
    const findings: Finding[] = [];
    if (serviceAccount !== undefined) {
      const path = `${pod.path}.serviceAccount`;
      findings.push({ path, got: serviceAccount, want: "nothing, as serviceAccountName is its name now" });
    }
    const path = `${pod.path}.serviceAccountName`;
    if (["", "default"].includes(serviceAccountName ?? serviceAccount ?? "")) {
      findings.push({ path, got: serviceAccountName, want: "an account of its own" });
    }
    return findings;
  },
});
