import { rule } from "../../../../policy/rules/secrets/k8s-secret-hygiene.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const secret = (rest: object) => object("kubernetes:core/v1:Secret", {}, rest);
const hidden = "got a string that is not shown, want a value that comes from a vault (advice)";
const reading = container({
  env: [{ name: "API_KEY", valueFrom: { secretKeyRef: { name: "keys", key: "api-key" } } }],
  envFrom: [{ configMapRef: { name: "settings" } }, { secretRef: { name: "keys" } }],
});
const inFile = "want the secret mounted as a file (advice)";

describeRule(rule, {
  passes: {
    "a Secret that something else fills": { of: secret({ type: "Opaque" }) },
    "a Secret of empty values": { of: secret({ data: { "api-key": "" } }) },
    "an ExternalSecret and a SealedSecret": {
      of: [
        object("kubernetes:external-secrets.io/v1:ExternalSecret", {}, { spec: { data: [{ secretKey: "api-key" }] } }),
        object("kubernetes:bitnami.com/v1alpha1:SealedSecret", {}, { spec: { encryptedData: { "api-key": "Ag" } } }),
      ],
    },
    "a type that programs may write": {
      of: secret({ type: "kubernetes.io/tls", data: { "tls.key": "abc" } }),
      knobs: { allowTypes: ["kubernetes.io/tls"] },
    },
    "a pod that reads its secrets from the environment": { of: deployment(podSpec({ containers: [reading] })) },
    "a pod that reads its secrets from files": {
      of: deployment(podSpec({ volumes: [{ name: "keys", secret: { secretName: "keys" } }] })),
      knobs: { requireFiles: true },
    },
  },
  fails: {
    "a token that never expires": {
      of: secret({ type: "kubernetes.io/service-account-token" }),
      finds: [
        'type: got "kubernetes.io/service-account-token", want a token that is projected into the pod and expires',
      ],
    },
    "such a token, whatever types are allowed": {
      of: secret({ type: "kubernetes.io/service-account-token" }),
      knobs: { allowTypes: ["kubernetes.io/service-account-token"] },
      finds: [
        'type: got "kubernetes.io/service-account-token", want a token that is projected into the pod and expires',
      ],
    },
    "values that a program wrote": {
      of: secret({ data: { "api-key": "YWJj" }, stringData: { "app.conf": "abc" } }),
      finds: [`data.api-key: ${hidden}`, `stringData["app.conf"]: ${hidden}`],
    },
    "secrets in the environment, where files are wanted": {
      of: deployment(podSpec({ containers: [reading] })),
      knobs: { requireFiles: true },
      finds: [
        `spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef: got "API_KEY", ${inFile}`,
        `spec.template.spec.containers[0].envFrom[1].secretRef: got "keys", ${inFile}`,
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ envFrom: [{ secretRef: { name: "keys" } }] })] })),
    knobs: { requireFiles: true },
    finds: [`spec.template.spec.initContainers[0].envFrom[0].secretRef: got "keys", ${inFile}`],
  },
  unknown: {
    "a value that is not known yet": { of: secret({ data: { password: "abc" } }), path: "data.password" },
    "a type that is not known yet": { of: secret({ type: "Opaque" }), path: "type" },
  },
  mutation: {
    kind: "kubernetes:core:Secret",
    where: ({ props }) => props.stringData === undefined,
    change: ({ props }) => {
      props.type = "kubernetes.io/service-account-token";
    },
  },
});
