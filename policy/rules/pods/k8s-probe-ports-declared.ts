import { type Container, containersOf, POD_KINDS } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/**
 * Probes must ask at a port that is declared: by its container where it is named, else by any of the pod. A container
 * that declares no port at all may be asked at any number.
 */
export const rule = resourceRule({
  name: "k8s-probe-ports-declared",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "A probe must ask at a port that the container declares.",
  why: "the probe fails for ever, so the container is restarted or gets no requests",
  fix: "set the probe's port to one of the container's ports, or declare the port",
  references: ["KL liveness-port", "KL readiness-port", "KL startup-port"],
  kinds: POD_KINDS,
  check(resource) {
    const containers = containersOf(resource);
    const numbers = containers.flatMap(({ container }) => (container.ports ?? []).map((port) => port.containerPort));
    return containers.flatMap(({ container, path }) => {
      const ports = container.ports ?? [];
      return askedPorts(container)
        .filter(({ port }) =>
          typeof port === "string"
            ? !ports.some(({ name }) => name === port)
            : ports.length > 0 && port !== undefined && !numbers.includes(port),
        )
        .map(({ at, port }) => ({ path: `${path}.${at}`, got: port, want: "a port that is declared" }));
    });
  },
});

function askedPorts(container: Container): { at: string; port: string | number | undefined }[] {
  return (["startupProbe", "livenessProbe", "readinessProbe"] as const).flatMap((probe) =>
    (["httpGet", "tcpSocket", "grpc"] as const).flatMap((way) => {
      const asked = container[probe]?.[way];
      return asked ? [{ at: `${probe}.${way}.port`, port: asked.port }] : [];
    }),
  );
}
