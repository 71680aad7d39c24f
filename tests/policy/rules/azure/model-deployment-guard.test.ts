import { rule } from "../../../../policy/rules/azure/model-deployment-guard.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

function deployment(properties: object = {}, capacity?: number): Fixture {
  const filtered = { model: { name: "gpt-4o", version: "2024-08-06" }, raiPolicyName: "strict", ...properties };
  return azure("cognitiveservices:Deployment", { properties: filtered, sku: { name: "Standard", capacity } });
}

function agent(props: object = {}): Fixture {
  const guardrailConfigurations = [{ guardrailIdentifier: "gr-1", guardrailVersion: "1" }];
  const guarded = { agentName: "a", foundationModel: "anthropic.claude", guardrailConfigurations, ...props };
  return { type: "aws:bedrock/agentAgent:AgentAgent", props: guarded };
}

const models = { models: ["gpt-4o-mini"] };
const filter = "an approved content filter";
const guardrail = "guardrailConfigurations[0].guardrailIdentifier";

describeRule(rule, {
  passes: {
    "a deployment behind a filter": { of: deployment({}, 100) },
    "an agent behind a guardrail": { of: agent() },
    "what is approved": {
      of: [deployment({}, 200), agent()],
      knobs: {
        models: ["gpt-4o", "anthropic.claude"],
        raiPolicies: ["strict"],
        guardrailIds: ["gr-1"],
        maxCapacity: 200,
      },
    },
  },
  fails: {
    "a model that nobody approved": {
      of: deployment(),
      knobs: models,
      finds: ['properties.model.name: got "gpt-4o", want an approved model'],
    },
    "a deployment without a filter, with too much capacity": {
      of: deployment({ raiPolicyName: undefined }, 500),
      finds: [`properties.raiPolicyName: got nothing, want ${filter}`, "sku.capacity: got 500, want at most 100"],
    },
    "a filter that nobody approved, and a capacity over a lower cap": {
      of: deployment({}, 60),
      knobs: { raiPolicies: ["stricter"], maxCapacity: 50 },
      finds: [`properties.raiPolicyName: got "strict", want ${filter}`, "sku.capacity: got 60, want at most 50"],
    },
    "an agent without a guardrail": {
      of: agent({ guardrailConfigurations: undefined }),
      finds: [`${guardrail}: got nothing, want an approved guardrail`],
    },
    "a guardrail and a model that nobody approved": {
      of: agent(),
      knobs: { ...models, guardrailIds: ["gr-2"] },
      finds: [
        'foundationModel: got "anthropic.claude", want an approved model',
        `${guardrail}: got "gr-1", want an approved guardrail`,
      ],
    },
  },
  unknown: {
    "a guardrail that is not known yet": { of: agent(), path: guardrail },
    "a filter that is not known yet": { of: deployment(), path: "properties.raiPolicyName" },
  },
  mutation: {
    kind: "azure-native:cognitiveservices:Deployment",
    change: ({ props }) => {
      delete props.properties.raiPolicyName;
    },
  },
});
