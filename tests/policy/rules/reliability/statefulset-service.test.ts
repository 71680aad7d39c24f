import { rule } from "../../../../policy/rules/reliability/statefulset-service.ts";
import { AGENT_LABELS, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const template = { metadata: { labels: AGENT_LABELS }, spec: podSpec() };
const set = (serviceName?: string) => object("kubernetes:apps/v1:StatefulSet", {}, { spec: { serviceName, template } });
const service = (spec: object = {}, namespace = "agents") =>
  object(
    "kubernetes:core/v1:Service",
    { name: "members", namespace },
    { spec: { clusterIP: "None", selector: AGENT_LABELS, ...spec } },
  );
const want = "want a headless Service of the namespace agents that selects its pods";

describeRule(rule, {
  passes: { "a set with a headless Service": { of: [set("members"), service()] } },
  fails: {
    "a set without a Service": { of: set(), finds: [`spec.serviceName: got nothing, ${want}`] },
    "a Service that does not exist": { of: set("members"), finds: [`spec.serviceName: got "members", ${want}`] },
    "a Service of another namespace": {
      of: [set("members"), service({}, "other")],
      finds: [`it spec.serviceName: got "members", ${want}`],
    },
    "a Service with an address of its own": {
      of: [set("members"), service({ clusterIP: undefined })],
      finds: [`it spec.serviceName: got "members", ${want}`],
    },
    "a Service of other pods": {
      of: [set("members"), service({ selector: { app: "another" } })],
      finds: [`it spec.serviceName: got "members", ${want}`],
    },
  },
  unknown: { "a name that is not known yet": { of: [set("members"), service()], path: "spec.serviceName" } },
  mutation: {
    kind: "kubernetes:apps:StatefulSet",
    change: ({ props }) => {
      props.spec.serviceName = "another";
    },
  },
});
