import { z } from "zod";
import { concealed, type Finding, resourceRule } from "../../lib/rule.ts";
import { ENVIRONMENT_KINDS, variablesOf } from "../../lib/secrets/variables.ts";

const PUBLIC_HOSTS = [
  "huggingface.co",
  "hf.co",
  "modelscope.cn",
  "civitai.com",
  "kaggle.com",
  "ollama.com",
  "github.com",
  "raw.githubusercontent.com",
];

/** `MODEL`, `OPENAI_MODEL`, `EMBEDDING_MODEL_NAME`, `MODEL_URL`. */
const NAMES_A_MODEL = /(?:^|_)MODEL(?:_(?:ID|NAME|PATH|URI|URL))?$/i;

/** A model must be one that was vetted, and must not be loaded from where anybody may publish. */
export const rule = resourceRule({
  name: "model-supply-chain",
  pack: "security",
  enforcement: "advice",
  severity: "medium",
  description: "A model must be one that was vetted, from where it was vetted.",
  why: "a model that others can change behaves as they like",
  fix: "copy the model to a registry of your own and name it there, and add it to models once it is vetted",
  references: ["AZP aafe3651", "OWASP LLM03", "OWASP ASI04"],
  kinds: [...ENVIRONMENT_KINDS, "azure-native:cognitiveservices:Deployment"],
  knobs: {
    models: z.array(z.string()).default([]).describe("Models that variables may name. Empty allows all."),
    publishers: z
      .array(z.string())
      .default([])
      .describe("Publishers whose models may be deployed, as Azure names them. Empty allows all."),
    publicHosts: z.array(z.string()).default(PUBLIC_HOSTS).describe("Hosts on which anybody may publish a model."),
  },
  check(resource, { models, publishers, publicHosts }): Finding[] {
    if (resource.kind === "azure-native:cognitiveservices:Deployment") {
      const { publisher, format } = resource.props.properties?.model ?? {};
      const key = publisher === undefined ? "format" : "publisher";
      const got = publisher ?? format;
      if (publishers.length === 0 || (got !== undefined && publishers.includes(got))) return [];
      return [{ path: `properties.model.${key}`, got, want: `one of ${publishers.join(", ")}` }];
    }
    const variables = variablesOf(resource).filter(({ name, value }) => NAMES_A_MODEL.test(name) && value !== "");
    return variables.flatMap(({ name, value, path }): Finding[] => {
      const host = hostOf(value);
      if (host && publicHosts.some((each) => `.${host}`.endsWith(`.${each}`))) {
        return [{ path, got: concealed(value), want: `${name} from a host that is yours, not ${host}` }];
      }
      if (models.length === 0 || models.includes(value)) return [];
      return [{ path, got: host ? concealed(value) : value, want: `one of ${models.join(", ")}` }];
    });
  },
});

/** Host that a model is loaded from; undefined for a mere name. */
function hostOf(value: string): string | undefined {
  if (value.startsWith("hf://")) return "huggingface.co";
  return /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(value)?.[1]?.toLowerCase();
}
