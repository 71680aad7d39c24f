import type { Seen } from "../kinds/seen.ts";
import type { KyvernoFilter, KyvernoResources } from "../kinds/signatures.ts";
import type { AnyResource } from "../resource.ts";
import type { Stack } from "../stack.ts";
import { namespaceOf } from "./place.ts";
import { selects } from "./selector.ts";

/** A namespace as admission sees it. */
export interface AdmissionNamespace {
  name: string;
  labels: Record<string, string>;
}

/** Something that lets no image in unless it is signed. */
export interface Verifier {
  /** Whether it looks at the pods of a namespace. */
  covers(namespace: AdmissionNamespace): boolean;
  /** Whether it looks at an image. */
  looksAt(image: string): boolean;
  /** Whose signatures it takes, where it says so. */
  issuers: string[];
  subjects: string[];
  /** Attestations that it demands. */
  predicateTypes: string[];
}

/** By this label a namespace asks Sigstore's policy controller to look at its pods. */
const SIGSTORE_LABEL = "policy.sigstore.dev/include";

/** Everything in a stack that verifies signatures at admission, and refuses what has none. */
export function verifiersIn(stack: Stack): Verifier[] {
  return [...sigstore(stack), ...kyverno(stack), ...kyvernoByExpression(stack)];
}

function sigstore(stack: Stack): Verifier[] {
  return stack.of("kubernetes:policy.sigstore.dev:ClusterImagePolicy").flatMap(({ props: { spec } }) => {
    const authorities = (spec?.authorities ?? []).filter(({ key, keyless }) => key ?? keyless);
    if (spec?.mode === "warn" || authorities.length === 0) return [];
    const identities = authorities.flatMap(({ keyless }) => keyless?.identities ?? []);
    return [
      {
        covers: ({ labels }) => labels[SIGSTORE_LABEL] === "true",
        // The controller refuses an image that no policy looks at.
        looksAt: () => true,
        ...signers(identities),
        predicateTypes: texts(
          authorities.flatMap(({ attestations }) => attestations ?? []).map((a) => a.predicateType),
        ),
      },
    ];
  });
}

function kyverno(stack: Stack): Verifier[] {
  return stack.of("kubernetes:kyverno.io:ClusterPolicy", "kubernetes:kyverno.io:Policy").flatMap((policy) =>
    (policy.props.spec?.rules ?? []).flatMap(({ match, exclude, verifyImages }) =>
      (verifyImages ?? []).flatMap(({ failureAction, imageReferences, attestors, attestations }): Verifier[] => {
        if (!/^enforce$/i.test(failureAction ?? policy.props.spec?.validationFailureAction ?? "Audit")) return [];
        const all = [...(attestors ?? []), ...(attestations ?? []).flatMap((each) => each.attestors ?? [])];
        const entries = all.flatMap((each) => each.entries ?? []);
        if (entries.length === 0) return [];
        return [
          {
            covers: (namespace) =>
              isInScope(policy, namespace) && filtered(match, namespace) && !(exclude && filtered(exclude, namespace)),
            looksAt: (image) => (imageReferences ?? []).some((pattern) => isLike(image, pattern)),
            ...signers(entries.map(({ keyless }) => keyless ?? {})),
            predicateTypes: texts((attestations ?? []).map(({ type, predicateType }) => type ?? predicateType)),
          },
        ];
      }),
    ),
  );
}

function kyvernoByExpression(stack: Stack): Verifier[] {
  const policies = stack.of(
    "kubernetes:policies.kyverno.io:ImageValidatingPolicy",
    "kubernetes:policies.kyverno.io:NamespacedImageValidatingPolicy",
  );
  return policies.flatMap((policy): Verifier[] => {
    const { validationActions, matchConstraints, matchImageReferences, attestors, attestations } =
      policy.props.spec ?? {};
    const denies = (validationActions ?? []).length === 0 || validationActions?.includes("Deny");
    if (!denies || (attestors ?? []).length === 0) return [];
    const selector = matchConstraints?.namespaceSelector;
    return [
      {
        covers: (namespace) =>
          isInScope(policy, namespace) && (selector === undefined || selects(selector, namespace.labels)),
        looksAt: (image) =>
          (matchImageReferences ?? []).length === 0 ||
          // What an expression would say of an image, only Kyverno knows.
          (matchImageReferences ?? []).some(({ glob }) => glob === undefined || isLike(image, glob)),
        ...signers((attestors ?? []).flatMap(({ cosign }) => cosign?.keyless?.identities ?? [])),
        predicateTypes: texts((attestations ?? []).map(({ intoto, referrer }) => intoto?.type ?? referrer?.type)),
      },
    ];
  });
}

interface Signer {
  issuer?: string;
  issuerRegExp?: string;
  subject?: string;
  subjectRegExp?: string;
}

function signers(identities: Signer[]): Pick<Verifier, "issuers" | "subjects"> {
  return {
    issuers: texts(identities.map(({ issuer, issuerRegExp }) => issuer ?? issuerRegExp)),
    subjects: texts(identities.map(({ subject, subjectRegExp }) => subject ?? subjectRegExp)),
  };
}

function texts(values: (string | undefined)[]): string[] {
  return values.filter((value) => value !== undefined);
}

/** A policy of a namespace holds in that namespace alone, and one of the cluster everywhere. */
function isInScope(policy: { kind: string; props: object }, { name }: AdmissionNamespace): boolean {
  const isNamespaced = /:(?:Policy|NamespacedImageValidatingPolicy)$/.test(policy.kind);
  return !isNamespaced || namespaceOf(policy as unknown as AnyResource) === name;
}

function filtered({ any, all, resources }: Seen<KyvernoFilter> = {}, namespace: AdmissionNamespace): boolean {
  const holds = (of: { resources?: Seen<KyvernoResources> }) => isAbout(of.resources ?? {}, namespace);
  if (any) return any.some(holds);
  if (all) return all.every(holds);
  return resources !== undefined && isAbout(resources, namespace);
}

function isAbout(
  { kinds, namespaces, namespaceSelector }: Seen<KyvernoResources>,
  namespace: AdmissionNamespace,
): boolean {
  return (
    (kinds ?? ["Pod"]).some((kind) => /(?:^|\/)(?:Pod|\*)$/.test(kind)) &&
    (namespaces === undefined || namespaces.some((pattern) => isLike(namespace.name, pattern))) &&
    (namespaceSelector === undefined || selects(namespaceSelector, namespace.labels))
  );
}

/** Whether text is like a pattern in which `*` stands for any text and `?` for any letter. */
function isLike(text: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${source}$`, "s").test(text);
}
