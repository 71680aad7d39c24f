/** An action as it is at the commit that the workflows pin. */
export interface PinnedAction {
  /** The release that the commit is of. */
  version: string;
  commit: string;
  /** Every input in its action.yml at that commit. */
  inputs: string[];
  /** Those outputs in its action.yml at that commit that the workflows may read. */
  outputs: string[];
}

/** The actions that workflows may use. Inputs and outputs are from action.yml in the action's repository, at the commit. */
export const ACTIONS: Record<string, PinnedAction> = {
  "actions/checkout": {
    version: "v7.0.1",
    commit: "3d3c42e5aac5ba805825da76410c181273ba90b1",
    inputs: [
      ...["repository", "ref", "token", "ssh-key", "ssh-known-hosts", "ssh-strict", "ssh-user", "persist-credentials"],
      ...["path", "clean", "filter", "sparse-checkout", "sparse-checkout-cone-mode", "fetch-depth", "fetch-tags"],
      ...["show-progress", "lfs", "submodules", "set-safe-directory", "github-server-url", "allow-unsafe-pr-checkout"],
    ],
    outputs: ["ref", "commit"],
  },
  "actions/setup-node": {
    version: "v6.5.0",
    commit: "249970729cb0ef3589644e2896645e5dc5ba9c38",
    inputs: [
      ...["node-version", "node-version-file", "architecture", "check-latest", "registry-url", "scope", "token"],
      ...["cache", "package-manager-cache", "cache-dependency-path", "mirror", "mirror-token"],
    ],
    outputs: ["cache-hit", "node-version"],
  },
  "actions/upload-artifact": {
    version: "v7.0.0",
    commit: "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f",
    inputs: [
      ...["name", "path", "if-no-files-found", "retention-days", "compression-level", "overwrite"],
      ...["include-hidden-files", "archive"],
    ],
    outputs: ["artifact-id", "artifact-url", "artifact-digest"],
  },
  "actions/attest-build-provenance": {
    version: "v4.1.0",
    commit: "a2bbfa25375fe432b6a289bc6b6cd05ecd0c4c32",
    inputs: [
      ...["subject-path", "subject-digest", "subject-name", "subject-checksums", "predicate-type", "predicate"],
      ...["predicate-path", "push-to-registry", "create-storage-record", "show-summary", "github-token"],
    ],
    outputs: ["bundle-path", "attestation-id", "attestation-url", "storage-record-ids"],
  },
  "azure/login": {
    version: "v3.0.1",
    commit: "f5d393ae46f8fde4be8b75f32e3fc50e654ad0ca",
    inputs: [
      ...["creds", "client-id", "tenant-id", "subscription-id", "enable-AzPSSession", "environment"],
      ...["allow-no-subscriptions", "audience", "auth-type"],
    ],
    outputs: [],
  },
  "docker/build-push-action": {
    version: "v7.3.0",
    commit: "53b7df96c91f9c12dcc8a07bcb9ccacbed38856a",
    inputs: [
      ...["add-hosts", "allow", "annotations", "attests", "build-args", "build-contexts", "builder", "cache-from"],
      ...["cache-to", "call", "cgroup-parent", "context", "file", "labels", "load", "network", "no-cache"],
      ...["no-cache-filters", "outputs", "platforms", "provenance", "pull", "push", "sbom", "secrets", "secret-envs"],
      ...["secret-files", "shm-size", "ssh", "tags", "target", "ulimit", "github-token"],
    ],
    outputs: ["imageid", "digest", "metadata"],
  },
  "docker/login-action": {
    version: "v4.1.0",
    commit: "4907a6ddec9925e35a0a9e82d7399ccc52663121",
    inputs: ["registry", "username", "password", "ecr", "scope", "logout", "registry-auth"],
    outputs: [],
  },
  "docker/setup-buildx-action": {
    version: "v4.3.0",
    commit: "37fe631027851001ddb9b187196cc803df7f5f0e",
    inputs: [
      ...["version", "driver", "driver-opts", "buildkitd-flags", "buildkitd-config", "buildkitd-config-inline", "use"],
      ...["name", "endpoint", "platforms", "append", "keep-state", "cache-binary", "cleanup"],
    ],
    outputs: ["name", "driver", "platforms", "nodes", "endpoint", "status", "flags"],
  },
  "pulumi/actions": {
    version: "v7.0.0",
    commit: "8e5e406f4007fca908480587cb9893c07090f58d",
    inputs: [
      ...["command", "stack-name", "pulumi-version", "pulumi-version-file", "work-dir", "comment-on-pr"],
      ...["comment-on-pr-number", "comment-on-summary", "github-token", "cloud-url", "secrets-provider", "parallel"],
      ...["message", "config-map", "expect-no-changes", "diff", "replace", "exclude", "exclude-dependents", "target"],
      ...["target-dependents", "policyPacks", "policyPackConfigs", "refresh", "upsert", "remove", "edit-pr-comment"],
      ...["color", "exclude-protected", "plan", "suppress-outputs", "suppress-progress", "always-include-summary"],
      ...["continue-on-error", "log-verbosity", "log-flow", "debug"],
    ],
    outputs: ["output"],
  },
  "sigstore/cosign-installer": {
    version: "v4.1.2",
    commit: "6f9f17788090df1f26f669e9d70d6ae9567deba6",
    inputs: ["cosign-release", "install-dir", "use-sudo"],
    outputs: [],
  },
};
