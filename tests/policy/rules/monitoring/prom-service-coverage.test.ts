import { rule } from "../../../../policy/rules/monitoring/prom-service-coverage.ts";
import { AGENT_LABELS, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { podMonitor, serviceMonitor } from "../../../support/prometheus.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function service(metadata: object = {}, selector: object = AGENT_LABELS): Fixture {
  const labels = { labels: AGENT_LABELS, ...metadata };
  return { ...object("kubernetes:core/v1:Service", labels, { spec: { selector } }), name: "service" };
}

const scrape = { "prometheus.io/scrape": "true" };
const missing = "service : got nothing, want a ServiceMonitor or PodMonitor that matches it";

describeRule(rule, {
  passes: {
    "a Service with a monitor": { of: [serviceMonitor(), deployment(), service()] },
    "a Service whose pods have a monitor": { of: [deployment(), service({ labels: {} }), podMonitor()] },
    "a monitor that looks at every namespace": {
      of: [
        deployment(),
        service(),
        serviceMonitor({ selector: {}, namespaceSelector: { any: true } }, { namespace: "monitoring" }),
      ],
    },
    "a monitor that names the namespace": {
      of: [
        deployment(),
        service(),
        serviceMonitor({ namespaceSelector: { matchNames: ["agents"] } }, { namespace: "monitoring" }),
      ],
    },
    "a Service that asks to be scraped": { of: [deployment(), service({ annotations: scrape })] },
    "pods that ask to be scraped": {
      of: [
        deployment(podSpec(), {
          template: { metadata: { labels: AGENT_LABELS, annotations: scrape }, spec: podSpec() },
        }),
        service(),
      ],
    },
    "a Service of pods that are made elsewhere": { of: [service()] },
    "a Service without a selector": { of: [deployment(), service({}, {})] },
  },
  fails: {
    "a Service that nobody scrapes": { of: [deployment(), service()], finds: [missing] },
    "a monitor of another namespace": {
      of: [deployment(), service(), serviceMonitor({}, { namespace: "monitoring" })],
      finds: [missing],
    },
    "a monitor with only some of the labels right": {
      of: [deployment(), service(), serviceMonitor({ selector: { matchLabels: { ...AGENT_LABELS, region: "eu" } } })],
      finds: [missing],
    },
    "a monitor of the pods' labels, which the Service has not": {
      of: [deployment(), service({ labels: {} }), serviceMonitor()],
      finds: [missing],
    },
  },
  unknown: {
    "a monitor whose selector is not known yet": {
      of: [serviceMonitor(), deployment(), service()],
      path: "spec.selector",
    },
  },
  mutation: {
    kind: "kubernetes:monitoring.coreos.com:ServiceMonitor",
    change: ({ props }) => {
      props.spec.selector.matchLabels = { app: "another" };
    },
  },
});
