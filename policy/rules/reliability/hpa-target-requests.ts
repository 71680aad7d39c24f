import { step } from "../../../components/settings/check.ts";
import { Autoscaling, type ResourceMetric, resourceMetricsOf } from "../../lib/kubernetes/autoscaling.ts";
import { placeOf } from "../../lib/kubernetes/place.ts";
import { type Container, containersOf } from "../../lib/kubernetes/pods.ts";
import { type Workload, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import { titleOf } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

/** Dapr's container, and how a pod says what it requests. */
const DAPRD = { name: "daprd", cpu: "dapr.io/sidecar-cpu-request", memory: "dapr.io/sidecar-memory-request" };

/**
 * Where an autoscaler scales on the share of requests in use, every container that it adds up must request something: a
 * limit counts, as Kubernetes takes it for the request, and so do requests of the whole pod and a LimitRange's.
 */
export const rule = stackRule({
  name: "hpa-target-requests",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description: "A container must request the resource that an autoscaler scales it on.",
  why: "the autoscaler stops for the whole workload when one container, even a sidecar, has no request",
  fix: "set resources.requests, or scale on one container: type ContainerResource, in KEDA metadata.containerName",
  references: ["kubernetes#79365", "istio#13977"],
  check(stack) {
    const autoscaling = new Autoscaling(stack);
    return workloadsOf(stack).flatMap((workload) =>
      autoscaling.horizontal(workload.resource).flatMap((autoscaler) =>
        resourceMetricsOf(autoscaler)
          .filter(({ usage, name }) => !usage && !requestedByNamespace(stack, workload, name))
          .flatMap((metric) => missing(workload, metric, titleOf(autoscaler))),
      ),
    );
  },
});

function missing({ template, pod }: Workload, metric: ResourceMetric, autoscaler: string): StackFinding[] {
  const { name, container: only } = metric;
  const want = `a request: ${autoscaler} scales on the share of it in use`;
  if (only === undefined && pod.spec.resources?.requests?.[name] !== undefined) return [];
  const findings: StackFinding[] = containersOf(template)
    .filter(({ container, list }) => list === "containers" || container.restartPolicy === "Always")
    .filter(({ container }) => only === undefined || container.name === only)
    .filter(({ container }) => !requests(container, name))
    .map(({ path }) => ({ resource: template, path: `${path}.resources.requests.${name}`, want, absent: true }));
  const annotation = DAPRD[name as "cpu" | "memory"];
  const injected = pod.annotations["dapr.io/enabled"] === "true" && [undefined, DAPRD.name].includes(only);
  if (annotation !== undefined && injected && pod.annotations[annotation] === undefined) {
    findings.push({
      resource: template,
      path: step(`${pod.metadataPath}.annotations`, annotation),
      want,
      absent: true,
    });
  }
  return findings;
}

function requests({ resources }: Container, name: string): boolean {
  return resources?.requests?.[name] !== undefined || resources?.limits?.[name] !== undefined;
}

function requestedByNamespace(stack: Stack, { template }: Workload, name: string): boolean {
  return stack
    .of("kubernetes:core:LimitRange")
    .filter((range) => placeOf(range) === placeOf(template))
    .flatMap((range) => range.props.spec?.limits ?? [])
    .some(
      (limit) =>
        limit.type === "Container" &&
        (limit.defaultRequest?.[name] ?? limit.default?.[name] ?? undefined) !== undefined,
    );
}
