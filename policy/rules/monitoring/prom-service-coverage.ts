import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { selects } from "../../lib/kubernetes/selector.ts";
import { type AnyResource, metadataOf, type Resource } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

type Monitor = Resource<
  "kubernetes:monitoring.coreos.com:ServiceMonitor" | "kubernetes:monitoring.coreos.com:PodMonitor"
>;

/** A Service of the stack's own workloads must be scraped: itself, its pods, or as an annotation asks for. */
export const rule = stackRule({
  name: "prom-service-coverage",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A Service of a workload must be scraped by Prometheus.",
  why: "nobody sees what an agent costs, how slow it is and when it fails",
  fix: "add a ServiceMonitor whose selector matches the Service's labels, or a PodMonitor that matches its pods",
  references: ["KL dangling-servicemonitor", "OWASP LLM10"],
  check(stack) {
    const workloads = stack.of(...POD_KINDS);
    const serviceMonitors = stack.of("kubernetes:monitoring.coreos.com:ServiceMonitor");
    const podMonitors = stack.of("kubernetes:monitoring.coreos.com:PodMonitor");
    return stack.of("kubernetes:core:Service").flatMap((service) => {
      const { namespace, labels = {} } = metadataOf(service);
      const selector = service.props.spec?.selector;
      if (selector === undefined || Object.keys(selector).length === 0) return [];
      const pods = workloads
        .filter((workload) => metadataOf(workload).namespace === namespace)
        .map((workload) => podOf(workload))
        .filter((pod) => pod !== undefined && selects({ matchLabels: selector }, pod.labels));
      if (pods.length === 0) return [];
      const isScraped =
        asksToBeScraped(metadataOf(service).annotations) ||
        serviceMonitors.some((each) => covers(each, namespace, labels)) ||
        pods.every(
          (pod) =>
            asksToBeScraped(pod?.annotations) || podMonitors.some((each) => covers(each, namespace, pod?.labels ?? {})),
        );
      if (isScraped) return [];
      return [{ resource: service, path: "", want: "a ServiceMonitor or PodMonitor that matches it", absent: true }];
    });
  },
});

/** Whether a monitor selects labels in a namespace; without a selector of namespaces it looks at its own. */
function covers(monitor: Monitor, namespace: string | undefined, labels: Record<string, string>): boolean {
  const { namespaceSelector, selector } = monitor.props.spec ?? {};
  const names = namespaceSelector?.matchNames ?? [metadataOf(monitor as AnyResource).namespace];
  return (namespaceSelector?.any === true || names.includes(namespace as string)) && selects(selector, labels);
}

/** What a Prometheus without operator goes by. */
function asksToBeScraped(annotations: Record<string, string> | undefined): boolean {
  return annotations?.["prometheus.io/scrape"] === "true";
}
