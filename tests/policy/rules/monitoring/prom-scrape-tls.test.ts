import { rule } from "../../../../policy/rules/monitoring/prom-scrape-tls.ts";
import { podMonitor, serviceMonitor } from "../../../support/prometheus.ts";
import { describeRule } from "../../../support/rule.ts";

const endpoint = { port: "https", scheme: "https", tlsConfig: { serverName: "research-agent" } };
const blind = { ...endpoint, tlsConfig: { insecureSkipVerify: true } };

describeRule(rule, {
  passes: {
    "a monitor that verifies": { of: serviceMonitor({ endpoints: [endpoint] }) },
    "a monitor in plain text, which the mesh encrypts": { of: podMonitor() },
  },
  fails: {
    "an endpoint that nobody verifies": {
      of: serviceMonitor({ endpoints: [endpoint, blind] }),
      finds: ["spec.endpoints[1].tlsConfig.insecureSkipVerify: got true, want false"],
    },
    "pods that nobody verifies": {
      of: podMonitor({ podMetricsEndpoints: [blind] }),
      finds: ["spec.podMetricsEndpoints[0].tlsConfig.insecureSkipVerify: got true, want false"],
    },
  },
  unknown: {
    "a value that is not known yet": {
      of: serviceMonitor({ endpoints: [blind] }),
      path: "spec.endpoints[0].tlsConfig.insecureSkipVerify",
    },
  },
  mutation: {
    kind: "kubernetes:monitoring.coreos.com:ServiceMonitor",
    change: ({ props }) => {
      props.spec.endpoints[0].tlsConfig.insecureSkipVerify = true;
    },
  },
});
