import type * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../kubernetes/manifest.ts";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../kubernetes/restricted.ts";

/** Name of the job that gives agents their roles in the database, and of all that it needs. */
export const STATE_ROLES = "state-roles";

/** Name, namespace and labels of the job and of all that it needs. */
export interface StateRolesMetadata {
  name: string;
  namespace: string;
  labels: Record<string, string>;
}

/** What differs between the jobs of the clouds. */
export interface StateRolesPod {
  metadata: StateRolesMetadata;
  /** What the pod's template has besides the labels of the job. */
  template: { labels?: Record<string, string>; annotations?: Record<string, string> };
  image: string;
  /** Numeric user and group that the pod runs as. */
  user: number;
  script: string;
  env: { name: string; value: pulumi.Input<string> }[];
  resources: object;
  volumeMounts?: object[];
  volumes?: object[];
}

/** Metadata by the labels that every object of the stack has. */
export function stateRolesMetadata(namespace: string, labels: Record<string, string>): StateRolesMetadata {
  return {
    name: STATE_ROLES,
    namespace,
    labels: {
      ...labels,
      "app.kubernetes.io/name": STATE_ROLES,
      "app.kubernetes.io/instance": STATE_ROLES,
      "app.kubernetes.io/component": "state",
    },
  };
}

/** Lets the job out by these rules, and nobody in. */
export function stateRolesNetworkPolicy(metadata: StateRolesMetadata, egress: object[]): Manifest {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata,
    spec: {
      podSelector: { matchLabels: { "app.kubernetes.io/name": STATE_ROLES } },
      policyTypes: ["Ingress", "Egress"],
      egress,
    },
  };
}

/** The job itself: ten minutes and three more tries, and gone a day after its end. */
export function stateRolesJobOf(args: StateRolesPod): Manifest {
  const { metadata, template, image, user, script, env, resources, volumeMounts, volumes } = args;
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata,
    spec: {
      activeDeadlineSeconds: 600,
      backoffLimit: 3,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: { ...template, labels: { ...metadata.labels, ...template.labels } },
        spec: {
          serviceAccountName: STATE_ROLES,
          automountServiceAccountToken: false,
          restartPolicy: "Never",
          securityContext: { ...RESTRICTED_POD, runAsUser: user, runAsGroup: user, fsGroup: user },
          containers: [
            {
              name: STATE_ROLES,
              image,
              command: ["/bin/sh", "-eu", "-c", script],
              env,
              resources,
              securityContext: RESTRICTED_CONTAINER,
              ...(volumeMounts ? { volumeMounts } : {}),
            },
          ],
          ...(volumes ? { volumes } : {}),
        },
      },
    },
  };
}
