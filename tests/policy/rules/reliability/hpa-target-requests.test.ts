import type { Container } from "../../../../policy/lib/kubernetes/pods.ts";
import { rule } from "../../../../policy/rules/reliability/hpa-target-requests.ts";
import { hpa, resourceMetric, scaledObject } from "../../../support/autoscaling.ts";
import { AGENT_LABELS, container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const memoryOnly = container({ name: "sidecar", resources: { requests: { memory: "64Mi" } } });
const withSidecar = (sidecar: Container = memoryOnly) => deployment(podSpec({ containers: [container(), sidecar] }));
const want = (by = "HorizontalPodAutoscaler agents/hpa") =>
  `got nothing, want a request: ${by} scales on the share of it in use`;
const cpuOf = (containerName: string) => ({
  triggers: [{ type: "cpu", metricType: "Utilization", metadata: { value: "70", containerName } }],
});

function withDapr(annotations: Record<string, string>): Fixture {
  const metadata = { labels: AGENT_LABELS, annotations: { "dapr.io/enabled": "true", ...annotations } };
  return deployment(podSpec(), { template: { metadata, spec: podSpec() } });
}

describeRule(rule, {
  passes: {
    "a container that requests CPU": { of: [deployment(), hpa()] },
    "a limit, which Kubernetes takes for the request": {
      of: [withSidecar(container({ resources: { limits: { cpu: "1" } } })), hpa()],
    },
    "a sidecar without, where the usage itself counts": {
      of: [withSidecar(), hpa({ metrics: [resourceMetric("cpu", "AverageValue")] })],
    },
    "a sidecar without, where one container counts": { of: [withSidecar(), scaledObject(cpuOf("agent"))] },
    "a sidecar without, where the whole pod requests": {
      of: [
        deployment(podSpec({ containers: [container(), memoryOnly], resources: { requests: { cpu: "1" } } })),
        hpa(),
      ],
    },
    "a sidecar without, where the namespace has a default": {
      of: [
        withSidecar(),
        hpa(),
        object(
          "kubernetes:core/v1:LimitRange",
          {},
          { spec: { limits: [{ type: "Container", defaultRequest: { cpu: "100m" } }] } },
        ),
      ],
    },
    "a sidecar without, where the queue counts": { of: [withSidecar(), scaledObject()] },
    "a container that only starts the others": {
      of: [deployment(podSpec({ initContainers: [memoryOnly] })), hpa()],
    },
    "Dapr's container with a request": { of: [withDapr({ "dapr.io/sidecar-cpu-request": "100m" }), hpa()] },
    "Dapr's container, where another one counts": { of: [withDapr({}), scaledObject(cpuOf("agent"))] },
  },
  fails: {
    "a sidecar without a request": {
      of: [withSidecar(), hpa()],
      finds: [`it spec.template.spec.containers[1].resources.requests.cpu: ${want()}`],
    },
    "an autoscaler without metrics, which scales on CPU": {
      of: [withSidecar(), hpa({ metrics: undefined })],
      finds: [`it spec.template.spec.containers[1].resources.requests.cpu: ${want()}`],
    },
    "the one container that KEDA counts": {
      of: [withSidecar(), scaledObject(cpuOf("sidecar"))],
      finds: [`it spec.template.spec.containers[1].resources.requests.cpu: ${want("ScaledObject agents/keda")}`],
    },
    "Dapr's container without a request": {
      of: [withDapr({}), hpa()],
      finds: [`it spec.template.metadata.annotations["dapr.io/sidecar-cpu-request"]: ${want()}`],
    },
  },
  initContainer: {
    of: [deployment(podSpec({ initContainers: [{ ...memoryOnly, restartPolicy: "Always" }] })), hpa()],
    finds: [`it spec.template.spec.initContainers[0].resources.requests.cpu: ${want()}`],
  },
  unknown: {
    "a request that is not known yet": {
      of: [deployment(), hpa()],
      path: "spec.template.spec.containers[0].resources.requests",
    },
    "metrics that are not known yet": { of: [hpa(), withSidecar()], path: "spec.metrics" },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      delete props.spec.template.spec.containers[0].resources;
    },
  },
});
