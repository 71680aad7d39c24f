import { rule } from "../../../../policy/rules/mesh/mesh-authz-patterns.ts";
import { authorizationPolicy } from "../../../support/istio.ts";
import { describeRule } from "../../../support/rule.ts";

const gateway = { source: { principals: ["cluster.local/ns/edge/sa/gateway"] } };
const negative = { to: [{ operation: { methods: ["GET"], notPaths: ["/healthz"] } }] };

describeRule(rule, {
  passes: {
    "a policy that allows whom it names": {
      of: authorizationPolicy({ rules: [{ from: [gateway], to: [{ operation: { paths: ["/api/*"] } }] }] }),
    },
    "a policy that allows nothing": { of: authorizationPolicy({}) },
    "a policy that allows whoever has a token": {
      of: authorizationPolicy({ rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }] }),
    },
    "a policy that denies all but what it names": { of: authorizationPolicy({ action: "DENY", rules: [negative] }) },
    "a policy that denies everything": { of: authorizationPolicy({ action: "DENY", rules: [{}] }) },
    "a policy that asks someone else": { of: authorizationPolicy({ action: "CUSTOM", rules: [negative] }) },
    "a policy that may": { of: authorizationPolicy({ rules: [{}] }), knobs: { allowPolicies: ["agents/default"] } },
  },
  fails: {
    "a policy that allows everything": {
      of: authorizationPolicy({ rules: [{ from: [gateway] }, {}] }),
      finds: ["spec.rules[1]: got {}, want a condition: a rule without one allows everything"],
    },
    "a policy that allows all but some": {
      of: authorizationPolicy({
        action: "ALLOW",
        rules: [{ ...negative, when: [{ key: "request.headers[x-region]", notValues: ["eu"] }] }],
      }),
      finds: [
        'spec.rules[0].to[0].operation.notPaths: got ["/healthz"], want nothing: name what is allowed instead',
        'spec.rules[0].when[0].notValues: got ["eu"], want nothing: name what is allowed instead',
      ],
    },
    "a policy that allows everyone": {
      of: authorizationPolicy({ rules: [{ from: [gateway, { source: { principals: ["*"], namespaces: ["*"] } }] }] }),
      finds: [
        'spec.rules[0].from[1].source.principals: got ["*"], want the names of those who may',
        'spec.rules[0].from[1].source.namespaces: got ["*"], want the names of those who may',
      ],
    },
    "a policy that denies but some": {
      of: authorizationPolicy({ action: "DENY", rules: [{ to: [{ operation: { paths: ["/admin"] } }] }] }),
      finds: [
        'spec.rules[0]: got {"to":[{"operation":{"paths":["/admin"]}}]}, ' +
          "want notPaths, notPrincipals or the like: deny all but what is named",
      ],
    },
  },
  unknown: {
    "principals that are not known yet": {
      of: authorizationPolicy({ rules: [{ from: [{ source: { principals: ["*"] } }] }] }),
      path: "spec.rules[0].from[0].source.principals",
    },
  },
  mutation: {
    kind: "kubernetes:security.istio.io:AuthorizationPolicy",
    change: ({ props }) => {
      props.spec.rules[0].from[0].source = { notPrincipals: ["cluster.local/ns/tools/sa/tools"] };
    },
  },
});
