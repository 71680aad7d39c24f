import { rule } from "../../../../policy/rules/secrets/llm-key-scoped.ts";
import { container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { containerApp } from "../../../support/programs.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const key = (name = "openai", variable = "OPENAI_API_KEY") => ({
  env: [{ name: variable, valueFrom: { secretKeyRef: { name, key: "key" } } }],
});
const holder = (component: string, change: object = key(), namespace = "agents"): Fixture => {
  const spec = podSpec({ containers: [container(change)] });
  const metadata = { labels: { "app.kubernetes.io/component": component } };
  return deployment(spec, { template: { metadata, spec } }, { namespace });
};
const agents = (count: number) => Array.from({ length: count }, () => holder("agent"));
const app = (configuration: object, secretRef = "openai-api-key") =>
  containerApp({ env: [{ name: "OPENAI_API_KEY", secretRef }] }, configuration);
const vault = (version: string) => ({
  dapr: { enabled: true },
  secrets: [{ name: "openai-api-key", keyVaultUrl: `https://kv.vault.azure.net/secrets/openai-api-key/${version}` }],
});

const REF = "spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef";
const onlyAgents = "want the key with agents or their gateway only";

describeRule(rule, {
  passes: {
    "an agent's key": { of: app(vault("1")) },
    "few agents with one key": { of: agents(5) },
    "many agents with a key each": {
      of: Array.from({ length: 7 }, (_, index) => holder("agent", key(`openai-${index}`))),
    },
    "many agents with a key in each namespace": {
      of: Array.from({ length: 7 }, (_, index) => holder("agent", key(), `agents-${index}`)),
    },
    "a gateway with the key, and agents without": { of: [holder("llm-gateway"), holder("agent", {})] },
    "a gateway by other labels": {
      of: holder("proxy"),
      knobs: { gatewaySelector: { "app.kubernetes.io/component": "proxy" } },
    },
    "a container app that is a gateway": { of: app({}), knobs: { gateways: ["research-agent"] } },
    "other secrets of other workloads": { of: holder("database", key("postgres", "PGPASSWORD")) },
    "a variable that is no key": { of: holder("database", { env: [{ name: "OPENAI_API_KEY", value: "$(X)" }] }) },
    "a key that is not looked for": { of: holder("database"), knobs: { keyNames: ["ACME_KEY"] } },
  },
  fails: {
    "a key with a workload that is no agent": {
      of: holder("database"),
      finds: [`${REF}: got "agents/openai", ${onlyAgents}`],
    },
    "a key that only its secret tells of": {
      of: [
        holder("web", key("team-openai-api-key", "LLM_KEY")),
        holder("web", { envFrom: [{ secretRef: { name: "anthropic-api-key" } }] }),
        deployment(podSpec({ volumes: [{ name: "k", secret: { secretName: "gemini-api-key" } }] }), {
          template: {
            metadata: { labels: {} },
            spec: podSpec({ volumes: [{ name: "k", secret: { secretName: "gemini-api-key" } }] }),
          },
        }),
      ],
      finds: [
        `it ${REF}: got "agents/team-openai-api-key", ${onlyAgents}`,
        `it-1 spec.template.spec.containers[0].envFrom[0].secretRef: got "agents/anthropic-api-key", ${onlyAgents}`,
        `it-2 spec.template.spec.volumes[0].secret: got "agents/gemini-api-key", ${onlyAgents}`,
      ],
    },
    "a key with a container app that is no agent, and with a job": {
      of: [app({ secrets: [{ name: "openai-api-key" }] }), { ...app({}), type: "azure-native:app:Job" }],
      finds: [
        `it template.containers[0].env[0].secretRef: got "it/openai-api-key", ${onlyAgents}`,
        `it-1 template.containers[0].env[0].secretRef: got "it-1/openai-api-key", ${onlyAgents}`,
      ],
    },
    "an agent that has a gateway and still a key": {
      of: [holder("llm-gateway"), holder("agent", key("own"))],
      finds: [`it-1 ${REF}: got "agents/own", want the key with the gateway only`],
    },
    "one key of a vault with too many, whatever its version": {
      of: [app(vault("1")), app(vault("2"))],
      knobs: { maxConsumers: 1 },
      finds: ["it", "it-1"].map(
        (name) =>
          `${name} template.containers[0].env[0].secretRef: got "https://kv.vault.azure.net/secrets/openai-api-key", want a key that at most 1 workloads hold, not 2`,
      ),
    },
    "a key with agents by other labels": {
      of: holder("agent"),
      knobs: { agentSelector: { role: "agent" } },
      finds: [`${REF}: got "agents/openai", ${onlyAgents}`],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container(key())] }), {
      template: { metadata: { labels: {} }, spec: podSpec({ initContainers: [container(key())] }) },
    }),
    finds: [`spec.template.spec.initContainers[0].env[0].valueFrom.secretKeyRef: got "agents/openai", ${onlyAgents}`],
  },
  unknown: {
    "a reference that is not known yet": { of: holder("database"), path: REF },
    "which secret it is": {
      of: [holder("agent"), holder("agent"), object("kubernetes:core/v1:Secret", {}, {})],
      path: `${REF}.name`,
      knobs: { maxConsumers: 1 },
    },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.configuration.dapr.enabled = false;
    },
  },
});
