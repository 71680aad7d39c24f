import type { Manifest } from "../kubernetes/manifest.ts";
import type { PodSecurity } from "./addon.ts";

/**
 * Version of the Pod Security Standards. The oldest version of Kubernetes that is supported, since an API server takes
 * a newer one for its own latest.
 */
const POD_SECURITY_VERSION = "v1.33";

/** A namespace whose pods the API server holds to a level of the Pod Security Standards. */
export function namespaceManifest(name: string, level: PodSecurity, labels: Record<string, string>): Manifest {
  const modes = ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, level],
    [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY_VERSION],
  ]);
  return {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels: { ...labels, ...Object.fromEntries(modes) } },
  };
}
