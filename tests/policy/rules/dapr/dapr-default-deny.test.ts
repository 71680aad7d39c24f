import { rule } from "../../../../policy/rules/dapr/dapr-default-deny.ts";
import { configuration } from "../../../support/dapr.ts";
import { describeRule } from "../../../support/rule.ts";

const strict = {
  accessControl: { defaultAction: "deny", policies: [{ appId: "planner", defaultAction: "allow" }] },
  secrets: { scopes: [{ storeName: "kubernetes", defaultAccess: "deny", allowedSecrets: ["openai"] }] },
  api: { allowed: [{ name: "state", version: "v1.0", protocol: "http" }] },
};

describeRule(rule, {
  passes: {
    "a configuration that allows what it lists": { of: configuration(strict) },
    "the control plane's own": { of: configuration({ mtls: { enabled: true } }, "daprsystem") },
    "another that no app uses": {
      of: configuration({}, "tracing"),
      knobs: { systemConfigurations: ["tracing"] },
    },
  },
  fails: {
    "a configuration that says nothing": {
      of: configuration({}),
      finds: [
        'spec.accessControl.defaultAction: got nothing, want "deny"',
        "spec.secrets.scopes: got nothing, want a scope per secret store, with defaultAccess deny",
        "spec.api.allowed: got nothing, want the APIs that the app uses",
      ],
    },
    "calls that are allowed": {
      of: configuration({ ...strict, accessControl: { defaultAction: "allow" } }),
      finds: ['spec.accessControl.defaultAction: got "allow", want "deny"'],
    },
    "one store that is open": {
      of: configuration({ ...strict, secrets: { scopes: [...strict.secrets.scopes, { storeName: "vault" }] } }),
      finds: ['spec.secrets.scopes[1].defaultAccess: got nothing, want "deny"'],
    },
  },
  unknown: {
    "an action that is not known yet": { of: configuration(strict), path: "spec.accessControl.defaultAction" },
  },
  mutation: {
    kind: "kubernetes:dapr.io:Configuration",
    change: ({ props }) => {
      props.spec.accessControl.defaultAction = "allow";
    },
  },
});
