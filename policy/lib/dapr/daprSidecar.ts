import { step } from "../../../components/settings/check.ts";
import { podOf } from "../kubernetes/pods.ts";
import type { AnyResource, Resource } from "../resource.ts";

/** What pods ask of Dapr's injector. */
export interface DaprSidecar {
  /** Name by which Dapr knows the app; its configuration and its components' scopes use it. */
  appId: string | undefined;
  /** An annotation without `dapr.io/`, and its path. */
  annotation(name: string): { value: string | undefined; path: string };
}

/** What the injector takes for yes. */
const YES = ["y", "yes", "true", "t", "on", "1"];

/** The Dapr sidecar of a resource's pods; undefined where they ask for none. */
export function daprSidecarOf(resource: AnyResource | Resource): DaprSidecar | undefined {
  const pod = podOf(resource);
  if (!pod || !YES.includes(pod.annotations["dapr.io/enabled"]?.toLowerCase() ?? "")) return undefined;
  return {
    appId: pod.annotations["dapr.io/app-id"],
    annotation: (name) => ({
      value: pod.annotations[`dapr.io/${name}`],
      path: step(`${pod.metadataPath}.annotations`, `dapr.io/${name}`),
    }),
  };
}
