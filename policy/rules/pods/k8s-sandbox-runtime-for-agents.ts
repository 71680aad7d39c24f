import { z } from "zod";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { POD_KINDS, podOf, podSpecIn } from "../../lib/kubernetes/pods.ts";
import type { AnyResource } from "../../lib/resource.ts";
import { resourceRule } from "../../lib/rule.ts";

const SANDBOX = "kubernetes:extensions.agents.x-k8s.io:SandboxTemplate";

/**
 * Agents must run behind a kernel other than the node's. It is advice unless they run code that a model wrote, which a
 * SandboxTemplate is for.
 */
export const rule = resourceRule({
  name: "k8s-sandbox-runtime-for-agents",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "An agent that runs code must run in a sandboxed runtime.",
  why: "code that a model wrote is one kernel bug away from the node",
  fix: "set runtimeClassName to a sandboxed runtime such as gvisor or kata, and make its RuntimeClass",
  references: ["KSC C-0297", "ASI05"],
  kinds: POD_KINDS,
  knobs: {
    codeExecution: z.boolean().default(false).describe("Whether agents run code that a model wrote."),
    runtimeClasses: z
      .array(z.string())
      .min(1)
      .default(["gvisor", "kata", "kata-qemu", "kata-clh", "kata-fc", "kata-vm-isolation", "kata-mshv-vm-isolation"])
      .describe("Names of the RuntimeClasses that are sandboxed; a remediation takes the first."),
    ...AGENT_SELECTOR,
  },
  check(resource, { codeExecution, runtimeClasses, agentSelector }) {
    const pod = podOf(resource);
    const isSandbox = resource.kind === SANDBOX;
    if (!pod || !(isSandbox || isAgent(resource, agentSelector))) return [];
    const { runtimeClassName } = pod.spec;
    if (runtimeClasses.includes(runtimeClassName ?? "")) return [];
    const advisory = isSandbox || codeExecution ? undefined : true;
    const want = `one of ${runtimeClasses.join(", ")}`;
    return [{ path: `${pod.path}.runtimeClassName`, got: runtimeClassName, want, advisory }];
  },
  remediate(props, { codeExecution, runtimeClasses, agentSelector }, kind) {
    const spec = podSpecIn(kind, props);
    const isMeant =
      kind === SANDBOX || (codeExecution && isAgent({ kind, props } as unknown as AnyResource, agentSelector));
    if (spec && isMeant && !runtimeClasses.includes(spec.runtimeClassName ?? "")) {
      spec.runtimeClassName = runtimeClasses[0] as string;
    }
  },
});
