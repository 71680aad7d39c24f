import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { type Container, containersOf, POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import { quantity } from "../../lib/kubernetes/quantity.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

type Amounts = Record<string, string>;
interface Ceilings {
  maxCpu: string;
  maxMemory: string;
  maxGpu: number;
  maxRatio: number;
}

const amount = (example: string) =>
  z.string().refine((text) => quantity(text) !== undefined, `a quantity such as ${example}`);

/** What one container may take has an end, also of disk. Of workloads other than agents this is advice. */
export const rule = resourceRule({
  name: "k8s-resource-ceilings",
  pack: "governance",
  enforcement: "production",
  severity: "medium",
  description: "A container must not be able to take more than its share of CPU, memory, GPUs and disk.",
  why: "an agent that runs away takes the node's resources, and the bill grows with it",
  fix: "lower the request or limit, or set limits.ephemeral-storage and emptyDir.sizeLimit",
  references: ["KSC C-0303", "KS container-ephemeral-storage-request-and-limit", "AZP e345eecc", "LLM10"],
  kinds: POD_KINDS,
  knobs: {
    maxCpu: amount("4").default("4").describe("Most CPU of one container."),
    maxMemory: amount("8Gi").default("16Gi").describe("Most memory of one container."),
    maxGpu: z.int().min(0).default(1).describe("Most GPUs of one container."),
    maxRatio: z.number().min(1).default(4).describe("Most times that a limit may exceed its request."),
    defaultSizeLimit: amount("1Gi").default("1Gi").describe("What a remediation limits an emptyDir to."),
    ...AGENT_SELECTOR,
  },
  check(resource, { agentSelector, ...ceilings }) {
    const pod = podOf(resource);
    const advisory = isAgent(resource, agentSelector) ? undefined : true;
    const findings: Finding[] = (pod?.spec.volumes ?? []).flatMap(({ emptyDir }, index) =>
      emptyDir && emptyDir.sizeLimit === undefined
        ? [{ path: `${pod?.path}.volumes[${index}].emptyDir.sizeLimit`, want: "a limit" }]
        : [],
    );
    for (const { container, path, list } of containersOf(resource)) {
      if (list !== "ephemeralContainers") findings.push(...beyond(container, `${path}.resources`, ceilings));
    }
    return findings.map((finding) => ({ ...finding, advisory }));
  },
  remediate(props, { defaultSizeLimit }, kind) {
    for (const { emptyDir } of podSpecIn(kind, props)?.volumes ?? []) {
      if (emptyDir) emptyDir.sizeLimit ??= defaultSizeLimit;
    }
  },
});

function beyond({ resources }: Container, at: string, ceilings: Ceilings): Finding[] {
  const { requests = {}, limits = {} } = (resources ?? {}) as { requests?: Amounts; limits?: Amounts };
  const findings: Finding[] = [];
  for (const [list, amounts] of Object.entries({ requests, limits })) {
    for (const key of Object.keys(amounts)) {
      const most = ceilingOf(key, ceilings);
      const got = amounts[key];
      if (most === undefined || (quantity(got) ?? 0) <= (quantity(most) ?? Infinity)) continue;
      findings.push({ path: step(`${at}.${list}`, key), got, want: `at most ${most}` });
    }
  }
  for (const key of ["cpu", "memory"]) {
    const [request, limit] = [quantity(requests[key]), quantity(limits[key])];
    if (!request || limit === undefined || limit <= request * ceilings.maxRatio) continue;
    const want = `at most ${ceilings.maxRatio} times the request of ${requests[key]}`;
    findings.push({ path: `${at}.limits.${key}`, got: limits[key], want });
  }
  if (limits["ephemeral-storage"] === undefined) {
    findings.push({ path: `${at}.limits.ephemeral-storage`, want: "a limit" });
  }
  return findings;
}

function ceilingOf(key: string, { maxCpu, maxMemory, maxGpu }: Ceilings): string | number | undefined {
  if (key === "cpu") return maxCpu;
  if (key === "memory") return maxMemory;
  // As nvidia.com/gpu, amd.com/gpu and gpu.intel.com/i915.
  return /(^|[./])gpu\b/.test(key) ? maxGpu : undefined;
}
