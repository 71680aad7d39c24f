import { KINDS, type ObjectKind } from "./kubernetesKinds.ts";
import { kubernetesProvider } from "./kubernetesProvider.ts";
import { artificialUuid, type Simulation, type ToSimulate } from "./simulation.ts";

/** What is in every cluster from its first moment on. */
const FROM_THE_START = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** A cluster's answers by type token. */
export const kubernetes: Record<string, Simulation> = {
  "pulumi:providers:kubernetes": kubernetesProvider,
  "kubernetes:helm.sh/v3:Release": {
    id: ({ inputs, name }) => `${inputs.namespace ?? "default"}/${named(inputs.name, name)}`,
    adds: ({ inputs }) => ({
      status: {
        name: inputs.name,
        namespace: inputs.namespace ?? "default",
        chart: inputs.chart,
        version: inputs.version,
        revision: 1,
        status: "deployed",
      },
    }),
    replaces: ["name", "namespace"],
    deletedFirst: true,
    place: ({ provider }, id) => placeOf(provider, "helm.sh/v3:Release", id),
    within: namespaceOf,
  },
  ...Object.fromEntries(KINDS.map((kind) => [`kubernetes:${kind.type}`, objectOf(kind)])),
};

function objectOf({ type, namespaced, replaces }: ObjectKind): Simulation {
  return {
    id: ({ inputs, name }) => {
      const metadata = (inputs.metadata ?? {}) as { name?: unknown; namespace?: unknown };
      const own = named(metadata.name, name);
      return namespaced ? `${metadata.namespace ?? "default"}/${own}` : own;
    },
    replaces: ["metadata.name", "metadata.namespace", ...replaces],
    // A cluster has one object of a kind and name.
    deletedFirst: true,
    place: ({ provider }, id) => placeOf(provider, type, id),
    ...(namespaced ? { within: namespaceOf } : {}),
  };
}

/**
 * Objects of different kinds have one id, and so have objects of different clusters. A cluster is its address and
 * context: the rest of a kubeconfig may be another one every day.
 */
function placeOf({ kubeconfig, context }: ToSimulate["provider"], type: string, id: string): string {
  const server = /\bserver"?:\s*"?([^\s",]+)/.exec(String(kubeconfig))?.[1] ?? "";
  const cluster = artificialUuid(`${server} ${context ?? ""}`).slice(-12);
  return `${cluster}/${type}/${id}`;
}

/** The namespace's place, from that of what is in it. */
function namespaceOf(place: string): string | undefined {
  const [cluster = ""] = place.split("/");
  const namespace = place.split("/").at(-2) ?? "";
  return FROM_THE_START.includes(namespace) ? undefined : `${cluster}/core/v1:Namespace/${namespace}`;
}

/** Pulumi would make up the rest of a name, and GitOps, policies and other objects could not mean the object. */
function named(given: unknown, name: string): string {
  if (typeof given === "string" && given !== "") return given;
  throw new Error(`${name} has no name in the cluster: set metadata.name, or name of a Release`);
}
