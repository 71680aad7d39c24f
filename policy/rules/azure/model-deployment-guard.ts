import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const DEPLOYMENT = "azure-native:cognitiveservices:Deployment";
const AGENT = "aws:bedrock:AgentAgent";

/** A model must be one that was chosen, behind a filter, and take no more than its share. An empty list allows any. */
export const rule = resourceRule({
  name: "model-deployment-guard",
  pack: "security",
  enforcement: "production",
  severity: "high",
  description: "A model must be an approved one, behind a content filter, with a cap on what it takes.",
  why: "nobody has tested the model, nothing stops harmful answers, or a loop spends without end",
  fix: "set raiPolicyName or guardrailConfigurations, deploy a model among models, and lower sku.capacity",
  references: ["AZP aafe3651", "AZP af253d37", "CKV_AWS_383", "LLM03", "LLM10"],
  kinds: [DEPLOYMENT, AGENT],
  knobs: {
    models: z.array(z.string()).default([]).describe("Names of approved models; any where empty."),
    maxCapacity: z
      .int()
      .min(1)
      .default(100)
      .describe("Most capacity of an Azure deployment, in thousands of tokens a minute."),
    raiPolicies: z
      .array(z.string())
      .default([])
      .describe("Names of approved content filters of Azure; any where empty."),
    guardrailIds: z.array(z.string()).default([]).describe("Ids of approved guardrails of Bedrock; any where empty."),
  },
  check(resource, knobs) {
    return resource.kind === DEPLOYMENT ? deployment(resource, knobs) : agent(resource, knobs);
  },
});

interface Approved {
  models: string[];
  raiPolicies: string[];
  guardrailIds: string[];
  maxCapacity: number;
}

function deployment(
  { props: { properties, sku } }: Resource<typeof DEPLOYMENT>,
  { models, raiPolicies, maxCapacity }: Approved,
): Finding[] {
  const findings = [
    ...judge("properties.model.name", properties?.model?.name, models, "an approved model"),
    ...judge("properties.raiPolicyName", properties?.raiPolicyName, raiPolicies, "an approved content filter"),
  ];
  const capacity = sku?.capacity;
  if (capacity !== undefined && capacity > maxCapacity) {
    findings.push({ path: "sku.capacity", got: capacity, want: `at most ${maxCapacity}` });
  }
  return findings;
}

function agent({ props }: Resource<typeof AGENT>, { models, guardrailIds }: Approved): Finding[] {
  const { foundationModel, guardrailConfigurations = [] } = props;
  const path = "guardrailConfigurations[0].guardrailIdentifier";
  return [
    ...judge("foundationModel", foundationModel, models, "an approved model"),
    ...judge(path, guardrailConfigurations[0]?.guardrailIdentifier, guardrailIds, "an approved guardrail"),
  ];
}

function judge(path: string, got: string | undefined, approved: readonly string[], want: string): Finding[] {
  const right = got !== undefined && got !== "" && (approved.length === 0 || approved.includes(got));
  return right ? [] : [{ path, got, want }];
}
