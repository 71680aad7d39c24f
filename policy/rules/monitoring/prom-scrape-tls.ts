import { resourceRule } from "../../lib/rule.ts";

/** Prometheus must verify whom it scrapes: it often sends a token along. */
export const rule = resourceRule({
  name: "prom-scrape-tls",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A monitor must verify the certificate of what it scrapes.",
  why: "anyone in the network could take the token that Prometheus sends, or feed it made-up metrics",
  fix: "remove insecureSkipVerify, and set tlsConfig.ca and tlsConfig.serverName",
  references: ["Prometheus Operator API"],
  kinds: ["kubernetes:monitoring.coreos.com:ServiceMonitor", "kubernetes:monitoring.coreos.com:PodMonitor"],
  check(resource) {
    const { list, endpoints } =
      resource.kind === "kubernetes:monitoring.coreos.com:ServiceMonitor"
        ? { list: "endpoints", endpoints: resource.props.spec?.endpoints ?? [] }
        : { list: "podMetricsEndpoints", endpoints: resource.props.spec?.podMetricsEndpoints ?? [] };
    return endpoints.flatMap((endpoint, index) =>
      endpoint?.tlsConfig?.insecureSkipVerify === true
        ? [{ path: `spec.${list}[${index}].tlsConfig.insecureSkipVerify`, got: true, want: "false" }]
        : [],
    );
  },
});
