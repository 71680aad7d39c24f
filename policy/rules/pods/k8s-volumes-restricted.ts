import { z } from "zod";
import { containersOf, POD_KINDS, type PodSpec, podOf } from "../../lib/kubernetes/pods.ts";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";

type Volume = NonNullable<PodSpec["volumes"]>[number];

const RESTRICTED = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Whoever has one of these has the node. */
const SOCKETS = ["docker.sock", "cri-dockerd.sock", "containerd/containerd.sock", "crio/crio.sock"].flatMap(
  (socket) => [`/run/${socket}`, `/var/run/${socket}`],
);

/** Volumes must come from the cluster. A path of the node that is allowed still must not hold the runtime's socket. */
export const rule = resourceRule({
  name: "k8s-volumes-restricted",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description:
    "A pod must not mount the node's files, nor any volume beyond those that the restricted standard allows.",
  why: "it could read other pods' secrets from the node, or take the node through its runtime's socket",
  fix: "use an emptyDir, a configMap, a secret or a persistentVolumeClaim in place of the volume",
  references: [
    "PSS baseline",
    "PSS restricted",
    "CIS 5.2.11",
    "KL sensitive-host-mounts",
    "KL docker-sock",
    "KSC C-0045",
    "KSC C-0048",
    "KSC C-0074",
    "CKV_K8S_27",
  ],
  kinds: POD_KINDS,
  knobs: {
    allowedPaths: z
      .array(z.strictObject({ prefix: z.string().startsWith("/"), readOnly: z.boolean().default(true) }))
      .default([])
      .describe("Folders of the node that may be mounted, and whether only to be read."),
    allowedTypes: z
      .array(z.string())
      .default(RESTRICTED)
      .describe("Types of volume that may be used, besides hostPath."),
  },
  check(resource, { allowedPaths, allowedTypes }) {
    const pod = podOf(resource);
    return (pod?.spec.volumes ?? []).flatMap((volume, index): Finding[] => {
      const at = `${pod?.path}.volumes[${index}]`;
      if (!volume.hostPath) return foreign(volume, at, allowedTypes);
      const { path } = volume.hostPath;
      if (path === undefined || SOCKETS.some((socket) => within(socket, path))) {
        return [{ path: `${at}.hostPath.path`, got: path, want: "no path that leads to the runtime's socket" }];
      }
      const allowed = allowedPaths.find(({ prefix }) => within(path, prefix));
      if (!allowed) return [{ path: `${at}.hostPath.path`, got: path, want: "no path of the node" }];
      return allowed.readOnly ? writableMounts(resource, volume) : [];
    });
  },
});

function foreign(volume: Volume, at: string, allowedTypes: readonly string[]): Finding[] {
  return (Object.keys(volume) as (keyof Volume)[])
    .filter((key) => key !== "name" && volume[key] !== undefined && !allowedTypes.includes(key))
    .map((key) => ({ path: `${at}.${key}`, got: concealed(volume[key]), want: `one of ${allowedTypes.join(", ")}` }));
}

function writableMounts(resource: Parameters<typeof containersOf>[0], volume: Volume): Finding[] {
  return containersOf(resource).flatMap(({ container, path }) =>
    (container.volumeMounts ?? []).flatMap(({ name, readOnly }, index) =>
      name === volume.name && readOnly !== true
        ? [{ path: `${path}.volumeMounts[${index}].readOnly`, got: readOnly, want: "true" }]
        : [],
    ),
  );
}

/** Whether a path is a folder or lies in it. */
function within(path: string, folder: string): boolean {
  return `${path}/`.startsWith(`${folder.replace(/\/+$/, "")}/`);
}
