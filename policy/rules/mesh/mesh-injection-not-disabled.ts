import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const PORTS = ["traffic.sidecar.istio.io/excludeInboundPorts", "traffic.sidecar.istio.io/excludeOutboundPorts"];
const RANGES = "traffic.sidecar.istio.io/excludeOutboundIPRanges";

/** Pods must not leave the mesh, nor take ports or addresses out of it. What Dapr encrypts itself may pass beside it. */
export const rule = resourceRule({
  name: "mesh-injection-not-disabled",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A workload must not leave the mesh, nor lead part of its traffic past it.",
  why: "the mesh could neither encrypt that traffic nor say who may call whom",
  fix: "remove the labels and annotations that turn injection off or exclude ports and addresses",
  references: ["Istio traffic capture", "KY prevent-disabling-injection-pods", "KY disallow-istio-exclude-ports"],
  kinds: POD_KINDS,
  knobs: {
    ...AGENT_SELECTOR,
    allowedPorts: z
      .array(z.int())
      .default([50001, 50002, 50005, 50006])
      .describe("Ports that may be excluded: those that Dapr's sidecar and control plane encrypt themselves."),
  },
  check(resource, { agentSelector, allowedPorts }) {
    const pod = podOf(resource);
    if (!pod) return [];
    const findings: Finding[] = [];
    const find = (list: "labels" | "annotations", key: string, want: string) =>
      findings.push({ path: step(`${pod.metadataPath}.${list}`, key), got: pod[list][key], want });
    for (const list of ["labels", "annotations"] as const) {
      if (pod[list]["sidecar.istio.io/inject"] === "false") find(list, "sidecar.istio.io/inject", "nothing");
    }
    if (pod.labels["istio.io/dataplane-mode"] === "none") find("labels", "istio.io/dataplane-mode", "nothing");
    if (pod.annotations[RANGES]) find("annotations", RANGES, "nothing");
    for (const key of PORTS) {
      const ports = (pod.annotations[key] ?? "").split(",").filter((port) => port.trim() !== "");
      const isAllowed = ports.every((port) => allowedPorts.includes(Number(port)));
      if (!isAllowed) find("annotations", key, `nothing but ${allowedPorts.join(", ")}`);
    }
    const advisory = isAgent(resource, agentSelector) ? undefined : (true as const);
    return findings.map((each) => ({ ...each, advisory }));
  },
});
