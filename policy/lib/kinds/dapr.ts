import type * as k8s from "@pulumi/kubernetes/types/input.js";

/** The parts of Dapr's resources that policies look at, as in the CRDs of Dapr 1.18 (charts/dapr/crds). */
interface DaprResource {
  metadata?: k8s.meta.v1.ObjectMeta;
  /** App ids that may use it; none means all. */
  scopes?: string[];
}

export interface DaprComponent extends DaprResource {
  /** Secret store that `secretKeyRef`s are read from. */
  auth?: { secretStore?: string };
  spec?: {
    type?: string;
    version?: string;
    ignoreErrors?: boolean;
    initTimeout?: string;
    metadata?: { name?: string; value?: unknown; secretKeyRef?: { name?: string; key?: string }; envRef?: string }[];
  };
}

export interface DaprConfiguration extends DaprResource {
  spec?: {
    mtls?: { enabled?: boolean; allowedClockSkew?: string; workloadCertTTL?: string };
    accessControl?: {
      defaultAction?: string;
      trustDomain?: string;
      policies?: {
        appId?: string;
        namespace?: string;
        trustDomain?: string;
        defaultAction?: string;
        operations?: { name?: string; httpVerb?: string[]; action?: string }[];
      }[];
    };
    api?: {
      allowed?: { name?: string; version?: string; protocol?: string }[];
      denied?: { name?: string; version?: string; protocol?: string }[];
    };
    secrets?: {
      scopes?: { storeName?: string; defaultAccess?: string; allowedSecrets?: string[]; deniedSecrets?: string[] }[];
    };
  };
}

export interface DaprSubscription extends DaprResource {
  spec?: { pubsubname?: string; topic?: string; deadLetterTopic?: string };
}
