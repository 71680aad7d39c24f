import { rule } from "../../../../policy/rules/pods/k8s-pod-references-exist.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const account = { ...object("kubernetes:core/v1:ServiceAccount", {}, {}), name: "account" };

function made(type: string, name: string, spec?: object, namespace = "agents"): Fixture {
  return { ...object(`kubernetes:${type}`, { name, namespace }, spec ? { spec } : {}), name: `${type} ${name}` };
}

function naming(secret: string, change: object = {}): Fixture {
  const valueFrom = { secretKeyRef: { name: secret, key: "key", ...change } };
  return deployment(podSpec({ containers: [container({ env: [{ name: "KEY", valueFrom }] })] }));
}

const env = "spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.name";
const everything = deployment(
  podSpec({
    imagePullSecrets: [{ name: "pull" }],
    volumes: [
      { name: "a", configMap: { name: "settings" } },
      { name: "b", secret: { secretName: "tls" } },
      { name: "c", persistentVolumeClaim: { claimName: "memory" } },
      { name: "d", projected: { sources: [{ configMap: { name: "ca" } }, { secret: { name: "token" } }] } },
      { name: "e", configMap: { name: "kube-root-ca.crt" } },
    ],
    containers: [container({ envFrom: [{ configMapRef: { name: "flags" } }, { secretRef: { name: "keys" } }] })],
  }),
);

describeRule(rule, {
  passes: {
    "objects that the stack makes": {
      of: [
        everything,
        account,
        made("core/v1:Secret", "pull"),
        made("core/v1:ConfigMap", "settings"),
        made("cert-manager.io/v1:Certificate", "agent", { secretName: "tls" }),
        made("core/v1:PersistentVolumeClaim", "memory"),
        made("core/v1:ConfigMap", "ca"),
        made("bitnami.com/v1alpha1:SealedSecret", "sealed", { template: { metadata: { name: "token" } } }),
        made("core/v1:ConfigMap", "flags"),
        made("external-secrets.io/v1:ExternalSecret", "vault", { target: { name: "keys" } }),
      ],
    },
    "a secret that is synchronised from a vault": {
      of: [
        naming("key"),
        account,
        made("secrets-store.csi.x-k8s.io/v1:SecretProviderClass", "vault", { secretObjects: [{ secretName: "key" }] }),
      ],
    },
    "a secret that may be missing": { of: [naming("key", { optional: true }), account] },
    "an object that is made elsewhere": { of: [naming("key"), account], knobs: { external: ["Secret agents/key"] } },
    "the account that every namespace has": { of: deployment(podSpec({ serviceAccountName: "default" })) },
  },
  fails: {
    "an account that does not exist": {
      of: deployment(),
      finds: ['spec.template.spec.serviceAccountName: got "research-agent", want a ServiceAccount in agents'],
    },
    "a secret of another namespace": {
      of: [naming("key"), account, made("core/v1:Secret", "key", undefined, "other")],
      finds: [`it ${env}: got "key", want a Secret in agents`],
    },
    "a config map of a secret's name": {
      of: [naming("key"), account, made("core/v1:ConfigMap", "key")],
      finds: [`it ${env}: got "key", want a Secret in agents`],
    },
    "all that a pod names": {
      of: [everything, account],
      finds: [
        'it spec.template.spec.imagePullSecrets[0].name: got "pull", want a Secret in agents',
        'it spec.template.spec.volumes[0].configMap.name: got "settings", want a ConfigMap in agents',
        'it spec.template.spec.volumes[1].secret.secretName: got "tls", want a Secret in agents',
        'it spec.template.spec.volumes[2].persistentVolumeClaim.claimName: got "memory", want a PersistentVolumeClaim in agents',
        'it spec.template.spec.volumes[3].projected.sources[0].configMap.name: got "ca", want a ConfigMap in agents',
        'it spec.template.spec.volumes[3].projected.sources[1].secret.name: got "token", want a Secret in agents',
        'it spec.template.spec.containers[0].envFrom[0].configMapRef.name: got "flags", want a ConfigMap in agents',
        'it spec.template.spec.containers[0].envFrom[1].secretRef.name: got "keys", want a Secret in agents',
      ],
    },
  },
  initContainer: {
    of: [
      account,
      deployment(podSpec({ initContainers: [container({ envFrom: [{ configMapRef: { name: "flags" } }] })] })),
    ],
    finds: [
      'it-1 spec.template.spec.initContainers[0].envFrom[0].configMapRef.name: got "flags", want a ConfigMap in agents',
    ],
  },
  unknown: {
    "a secret whose name is not known yet": {
      of: [made("core/v1:Secret", "other"), naming("key"), account],
      path: "metadata.name",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.serviceAccountName = "another";
    },
  },
});
