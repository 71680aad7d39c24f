import { namespaceOf } from "../kubernetes/place.ts";
import { containersOf, POD_KINDS, podOf } from "../kubernetes/pods.ts";
import type { AnyResource, Resource } from "../resource.ts";
import { asWords } from "./literalSecret.ts";

/** Every kind that runs a program which may be given a key. */
export const KEY_HOLDER_KINDS = [...POD_KINDS, "azure-native:app:ContainerApp", "azure-native:app:Job"] as const;

export type KeyHolder = Resource<(typeof KEY_HOLDER_KINDS)[number]>;

/** A workload that is given a key. */
export interface KeyUse {
  holder: KeyHolder;
  /** Where it refers to the secret. */
  path: string;
  /** The secret, the same for all who are given it: `agents/openai-api-key`, `https://vault/secrets/openai-api-key`. */
  secret: string;
}

/** The keys of these names that a workload is given, as the variable, the secret or the secret's entry is called. */
export function keyUses(holder: KeyHolder, keyNames: readonly string[]): KeyUse[] {
  const wanted = keyNames.map(asWords);
  const isKey = (...names: (string | undefined)[]) =>
    names.some((name) => wanted.some((key) => `_${asWords(name ?? "")}`.endsWith(`_${key}`)));
  if (holder.kind === "azure-native:app:ContainerApp" || holder.kind === "azure-native:app:Job") {
    return ofContainerApp(holder as Resource<"azure-native:app:ContainerApp">, isKey);
  }
  const namespace = namespaceOf(holder as AnyResource);
  const use = (path: string, name = "") => ({ holder, path, secret: `${namespace}/${name}` });
  const pod = podOf(holder);
  const mounted = (pod?.spec.volumes ?? []).flatMap(({ secret }, index) =>
    isKey(secret?.secretName, ...(secret?.items ?? []).map(({ key }) => key))
      ? [use(`${pod?.path}.volumes[${index}].secret`, secret?.secretName)]
      : [],
  );
  const given = containersOf(holder).flatMap(({ container: { env, envFrom }, path }) => [
    ...(env ?? []).flatMap(({ name, valueFrom }, index) => {
      const secret = valueFrom?.secretKeyRef;
      return secret && isKey(name, secret.name, secret.key)
        ? [use(`${path}.env[${index}].valueFrom.secretKeyRef`, secret.name)]
        : [];
    }),
    ...(envFrom ?? []).flatMap(({ secretRef }, index) =>
      isKey(secretRef?.name) ? [use(`${path}.envFrom[${index}].secretRef`, secretRef?.name)] : [],
    ),
  ]);
  return [...given, ...mounted];
}

function ofContainerApp(
  holder: Resource<"azure-native:app:ContainerApp">,
  isKey: (...names: (string | undefined)[]) => boolean,
): KeyUse[] {
  const { configuration, template } = holder.props;
  const identify = (name: string | undefined) => {
    const url = configuration?.secrets?.find((secret) => secret.name === name)?.keyVaultUrl;
    // The same secret, whichever version of it: https://<vault>/secrets/<name>/<version>
    return url ? url.split("/").slice(0, 5).join("/") : `${holder.name}/${name}`;
  };
  return (["containers", "initContainers"] as const).flatMap((list) =>
    (template?.[list] ?? []).flatMap(({ env }, container) =>
      (env ?? []).flatMap(({ name, secretRef }, index) =>
        secretRef !== undefined && isKey(name, secretRef)
          ? [{ holder, path: `template.${list}[${container}].env[${index}].secretRef`, secret: identify(secretRef) }]
          : [],
      ),
    ),
  );
}
