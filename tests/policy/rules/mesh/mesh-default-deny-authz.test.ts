import { rule } from "../../../../policy/rules/mesh/mesh-default-deny-authz.ts";
import { authorizationPolicy, namespace } from "../../../support/istio.ts";
import { AGENT_LABELS } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const root = { namespace: "istio-system" };
const gateway = { from: [{ source: { principals: ["cluster.local/ns/edge/sa/gateway"] } }] };
const missing = (name: string) =>
  `${name} : got nothing, want an AuthorizationPolicy for the whole namespace that allows nothing by default`;

describeRule(rule, {
  passes: {
    "a mesh that denies by default": { of: [authorizationPolicy({}, root), namespace()] },
    "a namespace that denies by default": { of: [namespace(), authorizationPolicy({ action: "ALLOW" })] },
    "a namespace that allows but some": { of: [namespace(), authorizationPolicy({ rules: [gateway] })] },
    "a namespace outside of the mesh": { of: namespace({}) },
    "another root namespace": {
      of: [authorizationPolicy({}, { namespace: "mesh" }), namespace()],
      knobs: { rootNamespace: "mesh" },
    },
  },
  fails: {
    "a mesh without a policy": { of: namespace(), finds: [missing("").trimStart()] },
    "a policy for some pods": {
      of: [namespace(), authorizationPolicy({ selector: { matchLabels: AGENT_LABELS } }, root)],
      finds: [missing("namespace-agents")],
    },
    "a policy that allows all": {
      of: [namespace(), authorizationPolicy({ rules: [gateway, {}] })],
      finds: [missing("namespace-agents")],
    },
    "a policy that denies some": {
      of: [namespace(), authorizationPolicy({ action: "DENY", rules: [gateway] })],
      finds: [missing("namespace-agents")],
    },
    "a policy of another namespace": {
      of: [namespace(), authorizationPolicy({}, { namespace: "tools" })],
      finds: [missing("namespace-agents")],
    },
  },
  unknown: {
    "a policy whose selector is not known yet": {
      of: [authorizationPolicy({ selector: {} }, root), namespace()],
      path: "spec.selector",
    },
    "labels of a namespace that are not known yet": { of: namespace(), path: "metadata.labels" },
  },
  mutation: {
    kind: "kubernetes:security.istio.io:AuthorizationPolicy",
    change: ({ props }) => {
      props.spec = { action: "AUDIT" };
    },
  },
});
