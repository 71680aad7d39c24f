import { rule } from "../../../../policy/rules/dapr/dapr-mtls.ts";
import { configuration } from "../../../support/dapr.ts";
import { describeRule } from "../../../support/rule.ts";

const off = { mtls: { enabled: false, workloadCertTTL: "24h" } };

describeRule(rule, {
  passes: {
    "a configuration with mTLS": { of: configuration({ mtls: { enabled: true } }, "daprsystem") },
    "a configuration that leaves it to Dapr": { of: configuration({}) },
    "a mesh that encrypts instead": { of: configuration(off), knobs: { encryptedByMesh: true } },
  },
  fails: {
    "a configuration without mTLS": { of: configuration(off), finds: ["spec.mtls.enabled: got false, want true"] },
  },
  unknown: { "a value that is not known yet": { of: configuration(off), path: "spec.mtls.enabled" } },
  remedies: {
    "a configuration without mTLS": {
      of: configuration(off),
      to: configuration({ mtls: { enabled: true, workloadCertTTL: "24h" } }).props,
    },
    "nothing that a mesh encrypts": { of: configuration(off), knobs: { encryptedByMesh: true }, to: undefined },
  },
  mutation: {
    kind: "kubernetes:dapr.io:Configuration",
    // An agent's own leaves it to the control plane.
    where: ({ props }) => props.spec.mtls !== undefined,
    change: ({ props }) => {
      props.spec.mtls.enabled = false;
    },
  },
});
