import { rule } from "../../../../policy/rules/rbac/ns-pod-security.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const ENFORCE = "pod-security.kubernetes.io/enforce";
const VERSION = "pod-security.kubernetes.io/enforce-version";
const namespace = (labels?: Record<string, string>, name = "agents"): Fixture => ({
  type: "kubernetes:core/v1:Namespace",
  props: { metadata: { name, ...(labels && { labels }) } },
});
const RESTRICTED = { [ENFORCE]: "restricted", [VERSION]: "v1.34" };
const LEVEL = `metadata.labels["${ENFORCE}"]`;
const WANT_VERSION = 'want "latest" or a minor version such as "v1.34"';

describeRule(rule, {
  passes: {
    "a namespace that enforces": { of: namespace(RESTRICTED) },
    "a namespace that enforces the newest": { of: namespace({ ...RESTRICTED, [VERSION]: "latest" }) },
    "a level that is stricter than asked for": { of: namespace(RESTRICTED), knobs: { level: "baseline" } },
    "a looser level where it may be": {
      of: namespace({ ...RESTRICTED, [ENFORCE]: "privileged" }, "monitoring"),
      knobs: { levelByNamespace: { monitoring: "privileged" } },
    },
    "a namespace of the cluster's own": { of: namespace(undefined, "kube-system") },
    "a namespace that is left out": { of: namespace(), knobs: { excludeNamespaces: ["agents"] } },
  },
  fails: {
    "a namespace that says nothing": {
      of: namespace(),
      finds: [
        `${LEVEL}: got nothing, want "restricted"`,
        `metadata.labels["${VERSION}"]: got nothing, ${WANT_VERSION}`,
      ],
    },
    "a namespace that only warns": {
      of: namespace({ "pod-security.kubernetes.io/warn": "restricted", [VERSION]: "v1.34" }),
      finds: [`${LEVEL}: got nothing, want "restricted"`],
    },
    "a level that is too loose": {
      of: namespace({ ...RESTRICTED, [ENFORCE]: "privileged" }),
      knobs: { level: "baseline" },
      finds: [`${LEVEL}: got "privileged", want "baseline" or "restricted"`],
    },
    "a level that is none": {
      of: namespace({ ...RESTRICTED, [ENFORCE]: "strict" }),
      finds: [`${LEVEL}: got "strict", want "restricted"`],
    },
    "a version that is none": {
      of: namespace({ ...RESTRICTED, [VERSION]: "1.34" }),
      finds: [`metadata.labels["${VERSION}"]: got "1.34", ${WANT_VERSION}`],
    },
  },
  unknown: { "a level that is not known yet": { of: namespace(RESTRICTED), path: LEVEL } },
  remedies: {
    "a namespace that says nothing": {
      of: namespace(),
      to: namespace({ [ENFORCE]: "restricted", [VERSION]: "latest" }).props,
    },
    "a level that is too loose, and keeps the rest": {
      of: namespace({ team: "agents", ...RESTRICTED, [ENFORCE]: "privileged" }),
      to: namespace({ team: "agents", ...RESTRICTED }).props,
    },
    "a version that is missing, and keeps a stricter level": {
      of: namespace({ [ENFORCE]: "restricted" }),
      to: namespace(RESTRICTED).props,
      knobs: { level: "baseline", version: "v1.34" },
    },
    "nothing of a namespace that is right": { of: namespace(RESTRICTED), to: undefined },
  },
  mutation: {
    kind: "kubernetes:core:Namespace",
    change: ({ props }) => {
      props.metadata.labels = {};
    },
  },
});
