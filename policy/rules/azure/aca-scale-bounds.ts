import { z } from "zod";
import { isAgent } from "../../lib/agents/agents.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** What Azure takes where nothing is said. */
const DEFAULT_MAX = 10;

/** An app must say how many replicas it may have at most; how few, and what makes it grow, is advice. */
export const rule = resourceRule({
  name: "aca-scale-bounds",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A container app must say between how many replicas it scales, and an agent by what.",
  why: "a flood of messages becomes a flood of model calls, and at zero replicas no reminder wakes an actor",
  fix: "set template.scale.minReplicas, maxReplicas and rules",
  references: ["AZR-000413", "LLM10"],
  kinds: ["azure-native:app:ContainerApp"],
  knobs: {
    min: z.int().min(0).default(1).describe("Fewest replicas that an app should keep."),
    max: z.int().min(1).max(1000).default(30).describe("Most replicas that an app may have."),
  },
  check(resource, { min, max }) {
    const { minReplicas, maxReplicas, rules } = resource.props.template?.scale ?? {};
    const at = "template.scale";
    const findings: Finding[] = [];
    if (maxReplicas === undefined || maxReplicas > max) {
      findings.push({ path: `${at}.maxReplicas`, got: maxReplicas, want: `at most ${max}` });
    }
    if ((minReplicas ?? 0) < min) {
      findings.push({ path: `${at}.minReplicas`, got: minReplicas, want: `at least ${min}`, advisory: true });
    }
    const fixed = minReplicas !== undefined && minReplicas === maxReplicas;
    if (isAgent(resource, {}) && !fixed && !rules?.length) {
      findings.push({ path: `${at}.rules`, got: rules, want: "a rule to scale by", advisory: true });
    }
    return findings;
  },
  remediate({ template }, { max }) {
    if (!template) return;
    const { minReplicas = 0, maxReplicas = DEFAULT_MAX } = template.scale ?? {};
    if (template.scale?.maxReplicas !== undefined && maxReplicas <= max) return;
    template.scale = { ...template.scale, maxReplicas: Math.min(maxReplicas, max) };
    if (minReplicas > max) template.scale.minReplicas = max;
  },
});
