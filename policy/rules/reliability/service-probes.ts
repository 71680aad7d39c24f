import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { placeOf } from "../../lib/kubernetes/place.ts";
import { containersOf, type PlacedContainer } from "../../lib/kubernetes/pods.ts";
import { selects } from "../../lib/kubernetes/selector.ts";
import { type Workload, workloadsOf } from "../../lib/kubernetes/workloads.ts";
import type { Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

/**
 * A container that a Service sends requests to must say when it is ready. Whether it also says that it lives is its own
 * affair; a liveness probe that asks the same as readiness, and no more patiently, is advised against.
 */
export const rule = stackRule({
  name: "service-probes",
  pack: "reliability",
  enforcement: "production",
  severity: "high",
  description:
    "A container that serves requests must have a readiness probe, and a liveness probe that differs from it.",
  why: "requests reach it before it can answer them, and a busy container is restarted instead of spared",
  fix: "add a readinessProbe; give the livenessProbe another path or a higher failureThreshold, a slow start a startupProbe",
  references: ["PO readinessProbeMissing", "KS pod-probes", "KL no-readiness-probe", "CKV_K8S_9", "AZP b1a9997f"],
  knobs: {
    requireLiveness: z.boolean().default(false).describe("Ask for a liveness probe too."),
    slowStartSeconds: z
      .int()
      .min(1)
      .default(60)
      .describe("Longest initialDelaySeconds of a liveness probe that does without a startup probe."),
  },
  check: (stack, knobs) =>
    workloadsOf(stack).flatMap((workload) => {
      const services = servicesOf(stack, workload);
      return servingContainers(workload, services).flatMap((placed) => judge(workload, placed, knobs));
    }),
});

type Service = Resource<"kubernetes:core:Service">;

function servicesOf(stack: Stack, { template, pod }: Workload): Service[] {
  return stack.of("kubernetes:core:Service").filter((service) => {
    const { selector = {}, publishNotReadyAddresses } = service.props.spec ?? {};
    if (publishNotReadyAddresses === true || Object.keys(selector).length === 0) return false;
    return placeOf(service) === placeOf(template) && selects({ matchLabels: selector }, pod.labels);
  });
}

/** The containers whose port a Service names; the first one where no container declares that port. */
function servingContainers({ template }: Workload, services: Service[]): PlacedContainer[] {
  const running = containersOf(template).filter(
    ({ container, list }) => list === "containers" || container.restartPolicy === "Always",
  );
  const ports = services.flatMap(({ props }) =>
    (props.spec?.ports ?? []).map(({ port, targetPort }) => targetPort ?? port),
  );
  const serving = ports.flatMap((port) => {
    const declaring = running.find(({ container }) =>
      (container.ports ?? []).some(
        ({ name, containerPort }) => String(port) === name || String(port) === String(containerPort),
      ),
    );
    return declaring ?? running.filter(({ list }) => list === "containers").slice(0, 1);
  });
  return [...new Set(serving)];
}

function judge(
  { template: resource }: Workload,
  { container, path }: PlacedContainer,
  { requireLiveness, slowStartSeconds }: { requireLiveness: boolean; slowStartSeconds: number },
): StackFinding[] {
  const { readinessProbe: ready, livenessProbe: live, startupProbe } = container;
  const findings: StackFinding[] = [];
  if (!ready) findings.push({ resource, path: `${path}.readinessProbe`, want: "a probe" });
  const advise = (at: string, want: string, got?: unknown) =>
    findings.push({ resource, path: `${path}.livenessProbe${at}`, got, want, advisory: true });
  if (requireLiveness && !live) advise("", "a probe");
  if (ready && live && asksTheSame(ready, live) && patience(live) <= patience(ready)) {
    advise("", "another path, or more patience", "what readinessProbe asks");
  }
  const delay = live?.initialDelaySeconds ?? 0;
  if (!startupProbe && delay > slowStartSeconds)
    advise(".initialDelaySeconds", "a startupProbe for a slow start", delay);
  return findings;
}

type Probe = NonNullable<PlacedContainer["container"]["readinessProbe"]>;

function asksTheSame(one: Probe, other: Probe): boolean {
  return (["httpGet", "tcpSocket", "grpc", "exec"] as const).every((way) =>
    isDeepStrictEqual({ ...one[way] }, { ...other[way] }),
  );
}

/** Seconds until a probe gives up; the defaults are Kubernetes' own. */
function patience({ periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return periodSeconds * failureThreshold;
}
