import type { FoundResource } from "../resource.ts";

/** A Kubernetes object as a policy finds it among a program's resources, by what its manifest says of it. */
export function manifestResource(
  manifest: { apiVersion: string; kind: string; metadata?: { name?: unknown; namespace?: unknown } } & object,
): FoundResource {
  const { apiVersion, kind, metadata = {} } = manifest;
  const name = String(metadata.name ?? "without a name");
  return {
    urn: `${kind} ${typeof metadata.namespace === "string" ? `${metadata.namespace}/` : ""}${name}`,
    type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
    name,
    props: manifest as Record<string, unknown>,
  };
}
