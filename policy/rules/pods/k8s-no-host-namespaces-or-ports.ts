import { z } from "zod";
import { containersIn, containersOf, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const SWITCHES = [
  ["hostNetwork", "network"],
  ["hostPID", "pid"],
  ["hostIPC", "ipc"],
] as const;

type Shared = "network" | "pid" | "ipc" | "ports";

/** Pods must have a network, processes and memory of their own, and no port on the node. */
export const rule = resourceRule({
  name: "k8s-no-host-namespaces-or-ports",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A pod must not share the node's network, processes, memory or ports.",
  why: "it could listen to the node's traffic and reach its neighbours past every network policy",
  fix: "remove hostNetwork, hostPID, hostIPC and every hostPort, and use a Service to be reached",
  references: [
    "PSS baseline",
    "CIS 5.2.3",
    "CIS 5.2.4",
    "CIS 5.2.5",
    "CIS 5.2.12",
    "KL host-network",
    "NSA C-0038",
    "NSA C-0041",
    "NSA C-0044",
    "CKV_K8S_17",
    "CKV_K8S_18",
    "CKV_K8S_19",
    "CKV_K8S_26",
  ],
  kinds: POD_KINDS,
  knobs: {
    allow: z
      .record(z.string(), z.array(z.enum(["network", "pid", "ipc", "ports"])))
      .default({})
      .describe("What workloads may share, by namespace and name: monitoring/node-exporter to [network, pid]."),
  },
  check(resource, { allow }) {
    const allowed = allowedTo(resource.props, allow);
    const pod = podOf(resource);
    const findings: Finding[] = SWITCHES.filter(
      ([key, shared]) => pod?.spec[key] === true && !allowed.includes(shared),
    ).map(([key]) => ({ path: `${pod?.path}.${key}`, got: true, want: "false" }));
    if (allowed.includes("ports")) return findings;
    for (const { container, path } of containersOf(resource)) {
      for (const [index, { hostPort }] of (container.ports ?? []).entries()) {
        if (hostPort)
          findings.push({ path: `${path}.ports[${index}].hostPort`, got: hostPort, want: "no port of the node" });
      }
    }
    return findings;
  },
  remediate(props, { allow }, kind) {
    const allowed = allowedTo(props, allow);
    const spec = podSpecIn(kind, props);
    for (const [key, shared] of SWITCHES) if (spec?.[key] && !allowed.includes(shared)) delete spec[key];
    if (allowed.includes("ports")) return;
    for (const port of containersIn(spec).flatMap(({ ports }) => ports ?? [])) delete port.hostPort;
  },
});

function allowedTo(
  { metadata }: { metadata?: { namespace?: string | undefined; name?: string | undefined } | undefined },
  allow: Record<string, Shared[]>,
): Shared[] {
  return allow[`${metadata?.namespace}/${metadata?.name}`] ?? [];
}
