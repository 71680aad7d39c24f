import { z } from "zod";
import { step } from "../../../components/settings/check.ts";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import { containersOf, POD_KINDS, podOf } from "../../lib/kubernetes/pods.ts";
import { type AnyResource, isKind, metadataOf, type Resource } from "../../lib/resource.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";
import type { Stack } from "../../lib/stack.ts";

/**
 * An agent with tools of high impact must know where to ask a person: one of its variables names a queue, a topic or a
 * service of the stack. And it must say who that person is. Container apps say so by tags, pods by labels or annotations.
 */
export const rule = stackRule({
  name: "agent-approval-path",
  pack: "governance",
  enforcement: "advice",
  severity: "high",
  description: "An agent with tools of high impact must have somewhere to ask for approval, and an owner.",
  why: "it acts on its own where a person should decide, and nobody answers for it",
  fix: "set APPROVAL_TOPIC, APPROVAL_QUEUE or APPROVAL_SERVICE to the name of one in the stack, and the label owner",
  references: ["LLM06", "ASI09"],
  knobs: {
    ...AGENT_SELECTOR,
    highImpactLabel: z
      .string()
      .default("high-impact-tools")
      .describe('Label, annotation or tag that is "true" on agents with tools of high impact.'),
    ownerLabel: z.string().default("owner").describe("Label, annotation or tag that names who answers for an agent."),
    approvalVariables: z
      .array(z.string())
      .default(["APPROVAL_TOPIC", "APPROVAL_QUEUE", "APPROVAL_SERVICE"])
      .describe("Environment variables that say where an agent asks for approval."),
  },
  check(stack, { agentSelector, highImpactLabel, ownerLabel, approvalVariables }) {
    const places = approvalPlaces(stack);
    return stack.of(...POD_KINDS, "azure-native:app:ContainerApp").flatMap((resource): StackFinding[] => {
      const { marks, marksPath, variables } = declared(resource);
      if (!isAgent(resource, agentSelector) || marks[highImpactLabel] !== "true") return [];
      const findings: StackFinding[] = [];
      if (!marks[ownerLabel])
        findings.push({ resource, path: step(marksPath, ownerLabel), want: "a team or a person" });
      const asked = variables.filter(({ name }) => approvalVariables.includes(name ?? ""));
      if (!asked.some(({ value }) => value !== undefined && places.has(placeIn(value)))) {
        // Not the whole of it: the path of a URL may be a secret.
        const got = asked[0]?.value && placeIn(asked[0].value);
        const want = `${approvalVariables.join(" or ")} that names a queue, topic or service of the stack`;
        findings.push({ resource, path: asked[0]?.path ?? "", got, want, absent: true });
      }
      return findings;
    });
  },
});

/** Names of everything in a stack that a person can be asked through. */
function approvalPlaces(stack: Stack): Set<string> {
  const names = [
    ...stack.of("azure-native:servicebus:Topic").map(({ props }) => props.topicName),
    ...stack.of("azure-native:servicebus:Queue").map(({ props }) => props.queueName),
    ...stack.of("azure-native:app:ContainerApp").map(({ props }) => props.containerAppName),
    ...stack.of("aws:sns:Topic", "aws:sqs:Queue").map(({ props }) => props.name),
    ...stack.of("kubernetes:core:Service").map((service) => metadataOf(service).name),
    ...stack.of("kubernetes:dapr.io:Subscription").map(({ props }) => props.spec?.topic),
  ];
  return new Set(names.filter((name) => name !== undefined));
}

/** The name in what a variable holds: a name, a host name, a URL, an ARN. */
function placeIn(value: string): string {
  if (value.startsWith("arn:")) return value.split(":").at(-1) ?? "";
  const url = /^[a-z]+:\/\/([^/:.]+)[^/]*(.*)$/.exec(value);
  // A queue's own URL ends in its name.
  if (url) return /^\/\d{12}\//.test(url[2] ?? "") ? (value.split("/").at(-1) ?? "") : (url[1] ?? "");
  return value.split(".")[0] ?? "";
}

interface Variable {
  name?: string | undefined;
  value?: string | undefined;
  path: string;
}

interface Declared {
  /** Labels, annotations or tags. */
  marks: Record<string, string | undefined>;
  marksPath: string;
  variables: Variable[];
}

function declared(resource: AnyResource): Declared {
  if (isKind(resource, "azure-native:app:ContainerApp")) {
    const { tags = {}, template } = resource.props as Resource<"azure-native:app:ContainerApp">["props"];
    const variables = (template?.containers ?? []).flatMap(({ env }, index) =>
      variablesOf(env, `template.containers[${index}]`),
    );
    return { marks: tags, marksPath: "tags", variables };
  }
  const pod = podOf(resource);
  const { labels, annotations } = metadataOf(resource);
  return {
    marks: { ...annotations, ...labels, ...pod?.annotations, ...pod?.labels },
    marksPath: `${pod?.metadataPath}.labels`,
    variables: containersOf(resource).flatMap(({ container, path }) => variablesOf(container.env, path)),
  };
}

function variablesOf(env: Omit<Variable, "path">[] = [], container: string): Variable[] {
  return env.map(({ name, value }, index) => ({ name, value, path: `${container}.env[${index}].value` }));
}
