import { rule } from "../../../../policy/rules/pods/k8s-volumes-restricted.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function mounted(path: string, readOnly?: boolean): Fixture {
  const mount = { name: "host", mountPath: "/host", ...(readOnly === undefined ? {} : { readOnly }) };
  return deployment(
    podSpec({
      volumes: [{ name: "host", hostPath: { path } }],
      initContainers: [container({ volumeMounts: [{ name: "tmp", mountPath: "/tmp" }] })],
      containers: [container({ volumeMounts: [mount] })],
    }),
  );
}

const LOGS = { allowedPaths: [{ prefix: "/var/log/" }] };

describeRule(rule, {
  passes: {
    "volumes of the cluster": {
      of: deployment(
        podSpec({
          volumes: [
            { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
            { name: "settings", configMap: { name: "settings" } },
            { name: "keys", csi: { driver: "secrets-store.csi.k8s.io" } },
            { name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } },
            { name: "memory", persistentVolumeClaim: { claimName: "memory" } },
            { name: "left to the default" },
          ],
        }),
      ),
    },
    "a folder that may be read": { of: mounted("/var/log/pods", true), knobs: LOGS },
    "a folder that may be written": {
      of: mounted("/var/log"),
      knobs: { allowedPaths: [{ prefix: "/var/log", readOnly: false }] },
    },
    "a type that is allowed": {
      of: deployment(podSpec({ volumes: [{ name: "share", nfs: { server: "files", path: "/" } }] })),
      knobs: { allowedTypes: ["nfs"] },
    },
  },
  fails: {
    "a folder of the node": {
      of: mounted("/etc"),
      finds: ['spec.template.spec.volumes[0].hostPath.path: got "/etc", want no path of the node'],
    },
    "a folder that only begins like one that is allowed": {
      of: mounted("/var/logs", true),
      knobs: LOGS,
      finds: ['spec.template.spec.volumes[0].hostPath.path: got "/var/logs", want no path of the node'],
    },
    "a folder that may be read but is writable": {
      of: mounted("/var/log"),
      knobs: LOGS,
      finds: ["spec.template.spec.containers[0].volumeMounts[0].readOnly: got nothing, want true"],
    },
    "the runtime's socket, whatever is allowed": {
      of: mounted("/var/run/docker.sock", true),
      knobs: { allowedPaths: [{ prefix: "/" }] },
      finds: [
        'spec.template.spec.volumes[0].hostPath.path: got "/var/run/docker.sock", want no path that leads to the runtime\'s socket',
      ],
    },
    "a folder that holds the runtime's socket": {
      of: mounted("/", true),
      knobs: { allowedPaths: [{ prefix: "/" }] },
      finds: ['spec.template.spec.volumes[0].hostPath.path: got "/", want no path that leads to the runtime\'s socket'],
    },
    "a type beyond the standard, without what it holds": {
      of: deployment(podSpec({ volumes: [{ name: "code", gitRepo: { repository: "https://me:secret@git" } }] })),
      finds: [
        "spec.template.spec.volumes[0].gitRepo: got an object that is not shown, want one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret",
      ],
    },
  },
  initContainer: {
    of: deployment(
      podSpec({
        volumes: [{ name: "host", hostPath: { path: "/var/log" } }],
        initContainers: [container({ volumeMounts: [{ name: "host", mountPath: "/host", readOnly: false }] })],
      }),
    ),
    knobs: LOGS,
    finds: ["spec.template.spec.initContainers[0].volumeMounts[0].readOnly: got false, want true"],
  },
  unknown: {
    "a path that is not known yet": { of: mounted("/etc"), path: "spec.template.spec.volumes[0].hostPath.path" },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.volumes = [{ name: "host", hostPath: { path: "/" } }];
    },
  },
});
