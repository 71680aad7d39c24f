import { type Container, containersIn, containersOf, POD_KINDS, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { resourceRule } from "../../lib/rule.ts";

/** Probes and lifecycle hooks must stay with their own pod: the node's agent makes the calls. */
export const rule = resourceRule({
  name: "k8s-no-probe-host",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A probe or a lifecycle hook must name no host.",
  why: "the node calls whatever host is named, also those that network policies keep from the pod",
  fix: "remove host from the handler, so that it calls the pod itself",
  references: ["PSS baseline"],
  kinds: POD_KINDS,
  check: (resource) =>
    containersOf(resource).flatMap(({ container, path }) =>
      callsOf(container)
        .filter(([, { host }]) => host)
        .map(([at, { host }]) => ({ path: `${path}.${at}.host`, got: host, want: "nothing" })),
    ),
  remediate(props, _knobs, kind) {
    for (const [, call] of containersIn(podSpecIn(kind, props)).flatMap(callsOf)) delete call.host;
  },
});

/** The calls that the node makes to find out how a container is, or to tell it something, and where they are said. */
function callsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): [string, { host?: string }][] {
  const handlers = {
    livenessProbe,
    readinessProbe,
    startupProbe,
    "lifecycle.postStart": lifecycle?.postStart,
    "lifecycle.preStop": lifecycle?.preStop,
  };
  return Object.entries(handlers).flatMap(([at, handler]) =>
    (["httpGet", "tcpSocket"] as const).flatMap((call): [string, { host?: string }][] => {
      const made = handler?.[call];
      return made ? [[`${at}.${call}`, made]] : [];
    }),
  );
}
