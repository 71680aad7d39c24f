import { step } from "../../../components/settings/check.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { securityContextsOf } from "../../lib/kubernetes/securityContexts.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** Where pods said it, by container, before Kubernetes 1.30. */
const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";

/** AppArmor must not be turned off: where nothing is said, the runtime's profile applies. */
export const rule = resourceRule({
  name: "k8s-apparmor",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A pod must not turn AppArmor off.",
  why: "it could write where the node's profile would have stopped it",
  fix: "remove appArmorProfile, or set its type to RuntimeDefault or Localhost",
  references: ["PSS baseline", "NSA C-0055"],
  kinds: POD_KINDS,
  check(resource) {
    const { annotations = {}, metadataPath = "" } = podOf(resource) ?? {};
    return [
      ...securityContextsOf(resource).flatMap(({ context, path }): Finding[] => {
        const type = context.appArmorProfile?.type;
        return type === undefined || ["RuntimeDefault", "Localhost"].includes(type)
          ? []
          : [{ path: `${path}.appArmorProfile.type`, got: type, want: "RuntimeDefault or Localhost" }];
      }),
      ...Object.keys(annotations)
        .filter((key) => key.startsWith(ANNOTATION))
        .map((key) => ({
          path: step(`${metadataPath}.annotations`, key),
          got: annotations[key],
          want: "runtime/default or localhost/*",
        }))
        .filter(({ got }) => got && got !== "runtime/default" && !got.startsWith("localhost/")),
    ];
  },
});
