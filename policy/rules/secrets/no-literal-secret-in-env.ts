import { z } from "zod";
import { REGEX } from "../../lib/regex.ts";
import { concealed, resourceRule } from "../../lib/rule.ts";
import { isSecret, SECRET_NAME } from "../../lib/secrets/literalSecret.ts";
import { VARIABLE_KINDS, variablesOf } from "../../lib/secrets/variables.ts";

/**
 * No environment variable, entry of a ConfigMap or value of a chart may hold a secret: neither under a secret's name nor
 * in a secret's format. The variable is named and its value never shown.
 */
export const rule = resourceRule({
  name: "no-literal-secret-in-env",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "An environment variable must not hold a secret itself.",
  why: "whoever may read the workload, its state or its logs has the secret, and nobody can rotate it",
  fix: "keep the secret in a vault and refer to it: secretKeyRef of a pod, secretRef of a container app",
  references: [
    "KL env-var-secret",
    "PO sensitiveContainerEnvVar",
    "PO sensitiveConfigmapContent",
    "KSC C-0012",
    "CKV_AWS_45",
    "CKV_AWS_46",
    "CKV_AZURE_235",
  ],
  kinds: VARIABLE_KINDS,
  knobs: {
    nameRegex: REGEX.default(SECRET_NAME).describe(
      "Names of secrets, as words in lower case joined by _: openai_api_key stands for OPENAI_API_KEY and openaiApiKey.",
    ),
    allowNames: z.array(z.string()).default([]).describe("Variables that hold no secret whatever they are called."),
    valueRegex: z.array(REGEX).default([]).describe("Formats of secrets, besides those that everybody knows."),
    minEntropy: z
      .number()
      .min(0)
      .default(0)
      .describe("Bits per character below which a value is taken for a word; 0 takes nothing for one. A key has 4."),
  },
  check(resource, { nameRegex, allowNames, valueRegex, minEntropy }) {
    const formats = valueRegex.map((format) => new RegExp(format));
    const signs = { name: new RegExp(nameRegex), formats, minEntropy };
    return variablesOf(resource)
      .filter((variable) => !allowNames.includes(variable.name) && isSecret(variable, signs))
      .map(({ name, value, path }) => ({
        path,
        got: concealed(value),
        want: `${name === "" ? "it" : name} from a secret`,
        id: `Variable::${name}`,
      }));
  },
});
