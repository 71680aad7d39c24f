import type * as k8s from "@pulumi/kubernetes/types/input.js";

/** The kinds that verify signatures of images at admission, by {@link kindOf}; the parts that policies look at. */
export interface SignatureKinds {
  "kubernetes:policy.sigstore.dev:ClusterImagePolicy": ClusterImagePolicy;
  "kubernetes:kyverno.io:ClusterPolicy": KyvernoPolicy;
  "kubernetes:kyverno.io:Policy": KyvernoPolicy;
  "kubernetes:policies.kyverno.io:ImageValidatingPolicy": ImageValidatingPolicy;
  "kubernetes:policies.kyverno.io:NamespacedImageValidatingPolicy": ImageValidatingPolicy;
}

interface Identity {
  issuer?: string;
  issuerRegExp?: string;
  subject?: string;
  subjectRegExp?: string;
}

/** As in sigstore/policy-controller (config/300-clusterimagepolicy.yaml). */
interface ClusterImagePolicy {
  metadata?: k8s.meta.v1.ObjectMeta;
  spec?: {
    mode?: string;
    images?: { glob?: string }[];
    authorities?: {
      key?: object;
      keyless?: { identities?: Identity[] };
      static?: { action?: string };
      attestations?: { name?: string; predicateType?: string }[];
    }[];
  };
}

export interface KyvernoResources {
  kinds?: string[];
  namespaces?: string[];
  namespaceSelector?: k8s.meta.v1.LabelSelector;
}

export interface KyvernoFilter {
  any?: { resources?: KyvernoResources }[];
  all?: { resources?: KyvernoResources }[];
  resources?: KyvernoResources;
}

interface KyvernoAttestors {
  entries?: { keyless?: { issuer?: string; subject?: string } }[];
}

/** As in kyverno/kyverno (api/kyverno/v1). */
interface KyvernoPolicy {
  metadata?: k8s.meta.v1.ObjectMeta;
  spec?: {
    validationFailureAction?: string;
    rules?: {
      name?: string;
      match?: KyvernoFilter;
      exclude?: KyvernoFilter;
      verifyImages?: {
        failureAction?: string;
        imageReferences?: string[];
        attestors?: KyvernoAttestors[];
        attestations?: { type?: string; predicateType?: string; attestors?: KyvernoAttestors[] }[];
      }[];
    }[];
  };
}

/** As in kyverno/kyverno (api/policies.kyverno.io/v1beta1). */
interface ImageValidatingPolicy {
  metadata?: k8s.meta.v1.ObjectMeta;
  spec?: {
    validationActions?: string[];
    matchConstraints?: { namespaceSelector?: k8s.meta.v1.LabelSelector };
    matchImageReferences?: { glob?: string; expression?: string }[];
    attestors?: { name?: string; cosign?: { keyless?: { identities?: Identity[] } }; notary?: object }[];
    attestations?: { name?: string; intoto?: { type?: string }; referrer?: { type?: string } }[];
  };
}
