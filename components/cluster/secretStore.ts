import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../component.ts";
import { kubernetesObject, type Manifest } from "../kubernetes/manifest.ts";
import type { ClusterPlatform, SecretBackend } from "./platform.ts";

/** Name of the ClusterSecretStore that agents' secrets come from. */
export const SECRET_STORE = "agent-secrets";

export interface SecretStoreArgs {
  platform: ClusterPlatform;
  labels: Record<string, string>;
  backend: SecretBackend;
  /** Namespaces that may read from it. */
  teams: readonly string[];
  /** External Secrets, which brings the kind. */
  installed: pulumi.Resource[];
}

/** Where agents' secrets come from, for the namespaces of teams and no other. */
export class SecretStore extends Component<object> {
  /** What must exist before an ExternalSecret names the store. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: SecretStoreArgs, opts?: pulumi.ComponentResourceOptions) {
    const { platform, labels, backend, teams } = args;
    super("daca:cluster:SecretStore", name, { labels, teams }, opts);
    const manifest = secretStoreManifest(backend, teams, labels);
    const store = kubernetesObject(`${name}-store`, manifest, {
      parent: this,
      provider: platform.provider,
      dependsOn: [...args.installed, ...backend.ready],
    });
    this.ready = [store];
    this.registerOutputs();
  }
}

/** The ClusterSecretStore. A namespace that is not among the teams is refused, whatever it asks for. */
export function secretStoreManifest(
  { provider }: Pick<SecretBackend, "provider">,
  teams: readonly string[],
  labels: Record<string, string>,
): Manifest {
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ClusterSecretStore",
    metadata: { name: SECRET_STORE, labels },
    spec: { provider, conditions: [{ namespaces: [...teams] }] },
  };
}
