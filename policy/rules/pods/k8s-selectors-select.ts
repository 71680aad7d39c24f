import { z } from "zod";
import { clusterOf, namespaceOf } from "../../lib/kubernetes/place.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { type LabelSelector, selects, selectsAll } from "../../lib/kubernetes/selector.ts";
import { type AnyResource, metadataOf, type Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

interface Labelled {
  cluster: string;
  namespace: string;
  labels: Record<string, string>;
}

const MONITORS = [
  "kubernetes:monitoring.coreos.com:ServiceMonitor",
  "kubernetes:monitoring.coreos.com:PodMonitor",
] as const;

/** Whatever selects by labels must select something. An empty selector selects whatever there is. */
export const rule = stackRule({
  name: "k8s-selectors-select",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A selector must select something of the stack in its namespace.",
  why: "the service has no endpoints, or the policy, budget or monitor does nothing, and nobody is told",
  fix: "set the selector to labels that the pods or services have, or list what it selects under external",
  references: [
    "KL dangling-service",
    "KL dangling-networkpolicy",
    "KL dangling-servicemonitor",
    "KS service-targets-pod",
    "KS networkpolicy-targets-pod",
    "KSC C-0293",
    "KSC C-0298",
  ],
  knobs: {
    external: z
      .array(z.strictObject({ namespace: z.string(), labels: z.record(z.string(), z.string()) }))
      .default([])
      .describe("Pods and services that are made elsewhere: their namespace and labels."),
  },
  check(stack, { external }) {
    const pods: Labelled[] = stack.of(...POD_KINDS).flatMap((each) => {
      const pod = podOf(each);
      return pod ? [{ cluster: clusterOf(each), namespace: namespaceOf(each), labels: pod.labels }] : [];
    });
    const services = stack.of("kubernetes:core:Service").map((each) => ({
      cluster: clusterOf(each),
      namespace: namespaceOf(each),
      labels: metadataOf(each).labels ?? {},
    }));
    return selectorsOf(stack).flatMap(({ resource, path, selector, of, namespaces }): StackFinding[] => {
      if (selector === undefined || selectsAll(selector)) return [];
      const inReach = (namespace: string) => namespaces === "any" || namespaces.includes(namespace);
      const found =
        (of === "pod" ? pods : services).some(
          (each) => each.cluster === clusterOf(resource) && inReach(each.namespace) && selects(selector, each.labels),
        ) || external.some(({ namespace, labels }) => inReach(namespace) && selects(selector, labels));
      const got = selector.matchExpressions ? selector : selector.matchLabels;
      return found ? [] : [{ resource, path, got, want: `labels of a ${of} in the stack`, absent: true }];
    });
  },
});

interface PlacedSelector {
  resource: AnyResource | Resource;
  path: string;
  selector: LabelSelector | undefined;
  of: "pod" | "service";
  namespaces: readonly string[] | "any";
}

function selectorsOf(stack: Stack): PlacedSelector[] {
  const own = (resource: Resource) => ({
    resource,
    path: "spec.selector",
    of: "pod" as const,
    namespaces: [namespaceOf(resource)],
  });
  return [
    ...stack.of("kubernetes:core:Service").map((service) => {
      const { selector } = service.props.spec ?? {};
      return { ...own(service), selector: selector && { matchLabels: selector } };
    }),
    ...stack
      .of("kubernetes:policy:PodDisruptionBudget")
      .map((budget) => ({ ...own(budget), selector: budget.props.spec?.selector as LabelSelector | undefined })),
    ...stack.of("kubernetes:networking.k8s.io:NetworkPolicy").map((policy) => ({
      ...own(policy),
      path: "spec.podSelector",
      selector: policy.props.spec?.podSelector as LabelSelector | undefined,
    })),
    ...stack.of(...MONITORS).map((monitor) => {
      const { selector, namespaceSelector: { any, matchNames } = {} } = monitor.props.spec ?? {};
      return {
        ...own(monitor),
        selector: selector as LabelSelector | undefined,
        of: monitor.kind === "kubernetes:monitoring.coreos.com:PodMonitor" ? ("pod" as const) : ("service" as const),
        namespaces: any ? ("any" as const) : (matchNames ?? [namespaceOf(monitor)]),
      };
    }),
  ];
}
