import { rule } from "../../../../policy/rules/governance/llm-host-allowlist.ts";
import { aws } from "../../../support/aws.ts";
import { azure } from "../../../support/azureResource.ts";
import { container, deployment, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const knobs = { allowedLlmHosts: ["*.openai.azure.com", "llm-gateway"] };
const want = "want one of *.openai.azure.com, llm-gateway";

function agent(value: string, name = "OPENAI_BASE_URL") {
  return deployment(podSpec({ containers: [container({ env: [{ name, value }] })] }));
}

describeRule(rule, {
  passes: {
    "a host below one of the list": { of: agent("https://acme-eu.openai.azure.com/openai/v1"), knobs },
    "a host of the list, without a scheme": { of: agent("llm-gateway:8080", "LLM_HOST"), knobs },
    "an address that is put together elsewhere": { of: agent("https://$(GATEWAY)/v1"), knobs },
    "an address that is none of a model's": { of: agent("https://example.com", "HOMEPAGE_URL"), knobs },
    "any host where nobody listed any": { of: agent("https://api.openai.com/v1") },
  },
  fails: {
    "a host that is not, and keeps the key of its address to itself": {
      of: agent("https://user:sk-123@api.openai.com/v1?key=sk-123"),
      knobs,
      finds: [`spec.template.spec.containers[0].env[0].value: got "api.openai.com", ${want}`],
    },
    "a host that only ends like one": {
      of: agent("https://evilopenai.azure.com", "AZURE_OPENAI_ENDPOINT"),
      knobs,
      finds: [`spec.template.spec.containers[0].env[0].value: got "evilopenai.azure.com", ${want}`],
    },
    "a container app": {
      of: azure("app:ContainerApp", {
        template: { containers: [{ env: [{ name: "ANTHROPIC_BASE_URL", value: "https://api.anthropic.com" }] }] },
      }),
      knobs,
      finds: [`template.containers[0].env[0].value: got "api.anthropic.com", ${want}`],
    },
    "a variable of one's own": {
      of: aws("lambda:Function", { environment: { variables: { BRAIN: "http://example.com" } } }),
      knobs: { ...knobs, variables: "^BRAIN$" },
      finds: [`environment.variables.BRAIN: got "example.com", ${want}`],
    },
  },
  initContainer: {
    of: deployment(
      podSpec({ initContainers: [container({ env: [{ name: "OPENAI_API_BASE", value: "https://api.openai.com" }] })] }),
    ),
    knobs,
    finds: [`spec.template.spec.initContainers[0].env[0].value: got "api.openai.com", ${want}`],
  },
  unknown: {
    "an address that is not known yet": {
      of: agent("https://api.openai.com"),
      knobs,
      path: "spec.template.spec.containers[0].env[0].value",
    },
  },
  mutation: {
    kind: "kubernetes:apps:Deployment",
    change: ({ props }) => {
      props.spec.template.spec.containers[0].env = [{ name: "OPENAI_BASE_URL", value: "https://api.openai.com" }];
    },
  },
});
