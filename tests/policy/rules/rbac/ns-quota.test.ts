import { rule } from "../../../../policy/rules/rbac/ns-quota.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const namespace = (name = "agents") => object("kubernetes:core/v1:Namespace", { name, namespace: undefined }, {});
const HARD = { pods: "50", "requests.cpu": "20", "requests.memory": "40Gi", "limits.memory": "40Gi" };
const quota = (hard: object, namespace = "agents"): Fixture => ({
  ...object("kubernetes:core/v1:ResourceQuota", { namespace }, { spec: { hard } }),
  name: "quota",
});
const range = (namespace = "agents"): Fixture => ({
  ...object("kubernetes:core/v1:LimitRange", { namespace }, { spec: { limits: [] } }),
  name: "range",
});
const QUOTA = "want a ResourceQuota for pods, requests.cpu, requests.memory, limits.memory";

describeRule(rule, {
  passes: {
    "a namespace with a quota and a range": { of: [namespace(), quota(HARD), range()] },
    "two quotas that bound it together, one by the short names": {
      of: [
        namespace(),
        quota({ "count/pods": "50" }),
        { ...quota({ cpu: "20", memory: "40Gi", "limits.memory": "40Gi" }), name: "compute" },
        range(),
      ],
    },
    "a quota of all that is asked for": {
      of: [namespace(), quota({ pods: "50" }), range()],
      knobs: { requiredQuotaKeys: ["pods"] },
    },
    "a namespace of the cluster's own": { of: namespace("kube-system") },
    "a namespace that is left out": { of: namespace(), knobs: { excludeNamespaces: ["agents"] } },
  },
  fails: {
    "a namespace of agents without either": {
      of: [namespace(), deployment()],
      finds: [`it : got nothing, ${QUOTA}`, "it : got nothing, want a LimitRange"],
    },
    "a namespace without agents, as advice": {
      of: [namespace(), deployment(podSpec(), { template: { spec: podSpec() } })],
      finds: [`it : got nothing, ${QUOTA} (advice)`, "it : got nothing, want a LimitRange (advice)"],
    },
    "a namespace of agents by other labels": {
      of: [namespace(), deployment(), quota(HARD)],
      knobs: { agentSelector: { "app.kubernetes.io/name": "research-agent" } },
      finds: ["it : got nothing, want a LimitRange"],
    },
    "a quota that leaves out memory": {
      of: [namespace(), deployment(), quota({ pods: "50", "requests.cpu": "20" }), range()],
      finds: ['it : got ["pods","requests.cpu"], want a ResourceQuota for requests.memory, limits.memory'],
    },
    "a quota and a range of another namespace": {
      of: [namespace(), deployment(), quota(HARD, "other"), range("other")],
      finds: [`it : got nothing, ${QUOTA}`, "it : got nothing, want a LimitRange"],
    },
  },
  unknown: {
    "a quota's namespace that is not known yet": {
      of: [quota(HARD), namespace(), deployment(), range()],
      path: "metadata.namespace",
    },
    "what a quota bounds, while that is not known yet": {
      of: [quota(HARD), namespace(), deployment(), range()],
      path: "spec.hard",
    },
  },
  mutation: {
    kind: "kubernetes:core:ResourceQuota",
    change: ({ props }) => {
      props.metadata.namespace = "elsewhere";
    },
  },
});
