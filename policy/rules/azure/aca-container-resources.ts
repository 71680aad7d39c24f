import { z } from "zod";
import { quantity } from "../../lib/kubernetes/quantity.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const LISTS = ["containers", "initContainers"] as const;

/** Every container of an app or a job must say what it needs, within a cap. */
export const rule = resourceRule({
  name: "aca-container-resources",
  pack: "reliability",
  enforcement: "advice",
  severity: "low",
  description: "A container of a container app or a job must say how much CPU and memory it needs.",
  why: "its size and its cost are Azure's choice, and the agent is killed when it needs more",
  fix: "set resources.cpu and resources.memory",
  references: ["LLM10"],
  kinds: ["azure-native:app:ContainerApp", "azure-native:app:Job"],
  knobs: {
    maxCpu: z.number().positive().default(4).describe("Most cores of one container."),
    maxMemory: z
      .string()
      .refine((text) => quantity(text) !== undefined, "a quantity such as 8Gi")
      .default("8Gi")
      .describe("Most memory of one container."),
  },
  check: ({ props }, { maxCpu, maxMemory }) =>
    LISTS.flatMap((list) =>
      (props.template?.[list] ?? []).flatMap(({ resources }, index) => {
        const at = `template.${list}[${index}].resources`;
        const { cpu, memory } = resources ?? {};
        const bytes = quantity(memory);
        const findings: Finding[] = [];
        if (cpu === undefined || cpu > maxCpu)
          findings.push({ path: `${at}.cpu`, got: cpu, want: `at most ${maxCpu}` });
        if (bytes === undefined || bytes > (quantity(maxMemory) ?? 0)) {
          findings.push({ path: `${at}.memory`, got: memory, want: `at most ${maxMemory}` });
        }
        return findings;
      }),
    ),
});
