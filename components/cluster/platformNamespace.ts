import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject } from "../kubernetes/manifest.ts";
import { PLATFORM_NAMESPACE } from "./addonNames.ts";
import { namespaceManifest } from "./namespace.ts";
import { allowDns, defaultDeny } from "./networkPolicies.ts";
import type { ClusterPlatform } from "./platform.ts";

export interface PlatformNamespaceArgs {
  platform: ClusterPlatform;
  labels: Record<string, string>;
}

/** Where jobs of the platform run: restricted, and open to nothing but DNS until a job says more. */
export class PlatformNamespace extends Component<object> {
  /** What must exist before anything runs in it. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: PlatformNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels } = args;
    super("daca:cluster:PlatformNamespace", name, { labels }, opts);
    const child = { parent: this, provider: platform.provider };
    const manifest = namespaceManifest(PLATFORM_NAMESPACE, "restricted", labels);
    const namespace = kubernetesObject(`${name}-namespace`, manifest, { ...child, dependsOn: platform.ready });
    const policies = [defaultDeny(PLATFORM_NAMESPACE, labels), allowDns(PLATFORM_NAMESPACE, labels, platform)].map(
      (policy) => kubernetesObject(`${name}-${policy.metadata.name}`, policy, { ...child, dependsOn: namespace }),
    );
    this.ready = [namespace, ...policies];
    this.registerOutputs();
  }
}
