import { rule } from "../../../../policy/rules/supplychain/model-supply-chain.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { containerApp, lambda } from "../../../support/programs.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const of = (name: string, value: string) =>
  deployment(podSpec({ containers: [container({ env: [{ name, value }] })] }));
const VALUE = "spec.template.spec.containers[0].env[0].value";
const hidden = "got a string that is not shown";

const deployed = (model: object): Fixture => ({
  type: "azure-native:cognitiveservices:Deployment",
  props: { deploymentName: "chat", properties: { model } },
});

describeRule(rule, {
  passes: {
    "a model by its name": { of: containerApp({ env: [{ name: "OPENAI_MODEL", value: "gpt-5" }] }) },
    "a model that is vetted": { of: of("MODEL_NAME", "gpt-5"), knobs: { models: ["gpt-5"] } },
    "a model from a host of one's own": { of: of("MODEL_URL", "https://models.acme.com/huggingface.co/llama") },
    "a host that only ends like a public one": { of: of("MODEL_URL", "https://nothuggingface.co/llama") },
    "a variable that is no model": { of: of("MODEL_CACHE_DIR", "https://huggingface.co/x") },
    "a variable that is empty": { of: of("MODEL", ""), knobs: { models: ["gpt-5"] } },
    "a public host that may be one": { of: of("MODEL_URL", "https://hf.co/a/b"), knobs: { publicHosts: [] } },
    "any publisher while there is no list": { of: deployed({ format: "Meta", name: "Llama" }) },
    "a publisher on the list": { of: deployed({ format: "OpenAI", name: "gpt-5" }), knobs: { publishers: ["OpenAI"] } },
  },
  fails: {
    "a model from a public host, without what its address may hide": {
      of: of("MODEL_URL", "https://user:password@huggingface.co/acme/llama?revision=main"),
      finds: [`${VALUE}: ${hidden}, want MODEL_URL from a host that is yours, not huggingface.co`],
    },
    "a model from a host below a public one": {
      of: lambda({ environment: { variables: { EMBEDDING_MODEL: "https://cdn.hf.co/x" } } }),
      finds: [
        `environment.variables.EMBEDDING_MODEL: ${hidden}, want EMBEDDING_MODEL from a host that is yours, not cdn.hf.co`,
      ],
    },
    "a model of Hugging Face by its own scheme": {
      of: containerApp({ env: [{ name: "MODEL", value: "hf://acme/llama" }] }),
      finds: [
        `template.containers[0].env[0].value: ${hidden}, want MODEL from a host that is yours, not huggingface.co`,
      ],
    },
    "a model that nobody vetted": {
      of: of("MODEL_NAME", "gpt-7"),
      knobs: { models: ["gpt-5", "gpt-6"] },
      finds: [`${VALUE}: got "gpt-7", want one of gpt-5, gpt-6`],
    },
    "a publisher that is not on the list": {
      of: [deployed({ publisher: "DeepSeek", format: "OpenAI" }), deployed({ format: "Meta" })],
      knobs: { publishers: ["OpenAI"] },
      finds: [
        'it properties.model.publisher: got "DeepSeek", want one of OpenAI',
        'it-1 properties.model.format: got "Meta", want one of OpenAI',
      ],
    },
  },
  initContainer: {
    of: deployment(podSpec({ initContainers: [container({ env: [{ name: "MODEL", value: "https://hf.co/a/b" }] })] })),
    finds: [
      `spec.template.spec.initContainers[0].env[0].value: ${hidden}, want MODEL from a host that is yours, not hf.co`,
    ],
  },
  unknown: { "a model that is not known yet": { of: of("MODEL_URL", "https://hf.co/a/b"), path: VALUE } },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.template.containers[0].env.push({ name: "MODEL_URL", value: "https://huggingface.co/acme/llama" });
    },
  },
});
