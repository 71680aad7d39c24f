import { resourceRule } from "../../lib/rule.ts";

/** Models must be called by identity, so that it is known which agent spends what. */
export const rule = resourceRule({
  name: "azure-openai-no-keys",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "An account for models must be reached by identity alone.",
  why: "whoever finds the key calls models at your cost, and nobody sees who it was",
  fix: "set properties.disableLocalAuth to true, and give agents the role Cognitive Services OpenAI User",
  references: ["CKV_AZURE_236", "AZP 71ef260a", "LLM10"],
  kinds: ["azure-native:cognitiveservices:Account"],
  check({ props: { properties } }) {
    const got = properties?.disableLocalAuth;
    return got === true ? [] : [{ path: "properties.disableLocalAuth", got, want: "true" }];
  },
  remediate(props) {
    if (props.properties?.disableLocalAuth === true) return;
    props.properties = { ...props.properties, disableLocalAuth: true };
  },
});
