import { rule } from "../../../../policy/rules/supplychain/signature-admission-present.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const ISSUER = "https://token.actions.githubusercontent.com";
const SLSA = "https://slsa.dev/provenance/v1";
const included = { "policy.sigstore.dev/include": "true" };

const namespace = (labels: object, name = "agents") =>
  object("kubernetes:core/v1:Namespace", { name, namespace: undefined, labels }, {});

function sigstore(spec: object = {}): Fixture {
  const authorities = [{ keyless: { identities: [{ issuer: ISSUER, subject: "acme" }] } }];
  return object("kubernetes:policy.sigstore.dev/v1beta1:ClusterImagePolicy", {}, { spec: { authorities, ...spec } });
}

function kyverno(verify: object = {}, rule: object = {}, spec: object = {}): Fixture {
  const verifyImages = [
    {
      imageReferences: ["ghcr.io/acme/*"],
      failureAction: "Enforce",
      attestors: [{ entries: [{ keyless: { issuer: ISSUER, subject: "acme" } }] }],
      ...verify,
    },
  ];
  const match = { any: [{ resources: { kinds: ["Pod"] } }] };
  const rules = [{ name: "signed", match, verifyImages, ...rule }];
  return object("kubernetes:kyverno.io/v1:ClusterPolicy", {}, { spec: { rules, ...spec } });
}

function byExpression(spec: object = {}, kind = "ImageValidatingPolicy", inNamespace = "agents"): Fixture {
  const attestors = [{ name: "acme", notary: {} }];
  return object(
    `kubernetes:policies.kyverno.io/v1beta1:${kind}`,
    { namespace: inNamespace },
    { spec: { attestors, ...spec } },
  );
}

const missing = "it : got nothing, want signatures verified in namespace agents";
const only = (resources: object) => ({ match: { any: [{ resources: { kinds: ["Pod"], ...resources } }] } });

describeRule(rule, {
  passes: {
    "a namespace that Sigstore looks after": { of: [namespace(included), deployment(), sigstore()] },
    "Kyverno in the whole cluster": { of: [deployment(), kyverno()] },
    "Kyverno's older way to enforce": {
      of: [deployment(), kyverno({ failureAction: undefined }, {}, { validationFailureAction: "enforce" })],
    },
    "Kyverno in namespaces that are called so": { of: [deployment(), kyverno({}, only({ namespaces: ["agent?"] }))] },
    "Kyverno in namespaces that are labelled so": {
      of: [
        namespace({ tier: "agents" }),
        deployment(),
        kyverno({}, only({ namespaceSelector: { matchLabels: { tier: "agents" } } })),
      ],
    },
    "Kyverno's policy by expressions": {
      of: [
        deployment(),
        byExpression({
          matchImageReferences: [{ glob: "ghcr.io/acme/*" }],
          matchConstraints: { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "agents" } } },
        }),
      ],
    },
    "a policy in the agents' own namespace": {
      of: [deployment(), byExpression({}, "NamespacedImageValidatingPolicy")],
    },
    "a namespace that something else looks after": { of: deployment(), knobs: { verifiedNamespaces: ["agents"] } },
    "workloads that are no agents": { of: deployment(), knobs: { agentSelector: { component: "brain" } } },
    "signers and attestations that are asked for": {
      of: [deployment(), kyverno({ attestations: [{ type: SLSA }] })],
      knobs: { issuers: [ISSUER], subjects: ["acme"], predicateTypes: [SLSA] },
    },
  },
  fails: {
    "agents that nothing looks after": {
      of: deployment(),
      finds: [": got nothing, want signatures verified in namespace agents"],
    },
    "a namespace that does not ask for it": { of: [namespace({}), deployment(), sigstore()], finds: [missing] },
    "a policy that only warns": {
      of: [namespace(included), deployment(), sigstore({ mode: "warn" })],
      finds: [missing],
    },
    "a policy that lets all pass": {
      of: [namespace(included), deployment(), sigstore({ authorities: [{ static: { action: "pass" } }] })],
      finds: [missing],
    },
    "Kyverno where it only audits": { of: [deployment(), kyverno({ failureAction: "Audit" })], finds: [missing] },
    "Kyverno in other namespaces": {
      of: [deployment(), kyverno({}, only({ namespaces: ["prod-*"] }))],
      finds: [missing],
    },
    "Kyverno in all but the agents' namespace": {
      of: [deployment(), kyverno({}, { exclude: only({ namespaces: ["agents"] }).match })],
      finds: [missing],
    },
    "Kyverno for other images": {
      of: [deployment(podSpec({ containers: [{ name: "agent", image: "quay.io/other/agent:1" }] })), kyverno()],
      finds: ['it : got ["quay.io/other/agent:1"], want signatures verified in namespace agents'],
    },
    "Kyverno's policy of another namespace": {
      of: [deployment(), byExpression({}, "NamespacedImageValidatingPolicy", "other")],
      finds: [missing],
    },
    "Kyverno's policy that only audits": {
      of: [deployment(), byExpression({ validationActions: ["Audit"] })],
      finds: [missing],
    },
    "signers that nobody knows": {
      of: [deployment(), kyverno()],
      knobs: { issuers: ["https://login.acme.com"] },
      finds: [missing],
    },
    "subjects that nobody knows": { of: [deployment(), kyverno()], knobs: { subjects: ["acme-2"] }, finds: [missing] },
    "attestations that nobody asks for": {
      of: [deployment(), kyverno()],
      knobs: { predicateTypes: [SLSA] },
      finds: [`it : got nothing, want attestations ${SLSA} verified in namespace agents`],
    },
    "agents by other labels": {
      of: deployment(podSpec(), { template: { metadata: { labels: { component: "brain" } }, spec: podSpec() } }),
      knobs: { agentSelector: { component: "brain" } },
      finds: [": got nothing, want signatures verified in namespace agents"],
    },
  },
  unknown: {
    "a policy that is not known yet": {
      of: [sigstore(), namespace(included), deployment(podSpec(), {}, { labels: AGENT_LABELS })],
      path: "spec.authorities",
    },
  },
  mutation: {
    kind: "kubernetes:policy.sigstore.dev:ClusterImagePolicy",
    change: ({ props }) => {
      props.spec.mode = "warn";
    },
  },
});
