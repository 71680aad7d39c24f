import { rule } from "../../../../policy/rules/agents/agent-approval-path.ts";
import { AGENT_LABELS, container, deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const TOPIC = "APPROVAL_TOPIC or APPROVAL_QUEUE or APPROVAL_SERVICE that names a queue, topic or service of the stack";
const at = "spec.template.spec.containers[0].env[0].value";
const topic: Fixture = { name: "topic", type: "azure-native:servicebus:Topic", props: { topicName: "approvals" } };
const service = { ...object("kubernetes:core/v1:Service", { name: "approvals" }, { spec: {} }), name: "service" };
const queue: Fixture = { name: "queue", type: "aws:sqs/queue:Queue", props: { name: "approvals" } };

function powerful(variable: object | undefined, marks: object = { owner: "team-agents" }): Fixture {
  const labels = { ...AGENT_LABELS, "high-impact-tools": "true", ...marks };
  const spec = podSpec({ containers: [container({ env: variable ? [variable] : [] })] });
  return deployment(spec, { template: { metadata: { labels }, spec } });
}

const asking = (value: string, name = "APPROVAL_TOPIC") => powerful({ name, value });

const app: Fixture = {
  type: "azure-native:app:ContainerApp",
  props: {
    tags: { "high-impact-tools": "true" },
    configuration: { dapr: { enabled: true } },
    template: { containers: [{ env: [{ name: "APPROVAL_TOPIC", value: "approvals" }] }] },
  },
};

describeRule(rule, {
  passes: {
    "an agent that asks in a topic": { of: [asking("approvals"), topic] },
    "an agent that asks a service by its URL": {
      of: [asking("http://approvals.agents.svc:8080/ask", "APPROVAL_SERVICE"), service],
    },
    "an agent that asks a service by its host name": { of: [asking("approvals.agents.svc"), service] },
    "an agent that asks in a queue by its ARN": {
      of: [asking("arn:aws:sqs:eu-west-1:123456789012:approvals", "APPROVAL_QUEUE"), queue],
    },
    "an agent that asks in a queue by its URL": {
      of: [asking("https://sqs.eu-west-1.amazonaws.com/123456789012/approvals", "APPROVAL_QUEUE"), queue],
    },
    "an agent without such tools": { of: deployment() },
    "a workload that is no agent": {
      of: powerful(undefined),
      knobs: { agentSelector: { tier: "agents" } },
    },
    "words of one's own": {
      of: [
        powerful({ name: "ASK", value: "approvals" }, { risk: "true", steward: "jane", "high-impact-tools": "no" }),
        topic,
      ],
      knobs: { highImpactLabel: "risk", ownerLabel: "steward", approvalVariables: ["ASK"] },
    },
  },
  fails: {
    "an agent that asks nobody": { of: powerful(undefined), finds: [`: got nothing, want ${TOPIC}`] },
    "an agent that asks where nobody is": {
      of: [asking("elsewhere"), topic],
      finds: [`it ${at}: got "elsewhere", want ${TOPIC}`],
    },
    "an agent that asks outside, without showing what may be a secret": {
      of: [asking("https://hooks.example.com/services/T0/B0/token"), topic],
      finds: [`it ${at}: got "hooks", want ${TOPIC}`],
    },
    "an agent without an owner": {
      of: [powerful({ name: "APPROVAL_TOPIC", value: "approvals" }, {}), topic],
      finds: ["it spec.template.metadata.labels.owner: got nothing, want a team or a person"],
    },
    "a container app without either": {
      of: app,
      finds: [
        `template.containers[0].env[0].value: got "approvals", want ${TOPIC}`,
        "tags.owner: got nothing, want a team or a person",
      ],
    },
  },
  initContainer: {
    of: [
      deployment(
        podSpec({ initContainers: [container({ env: [{ name: "APPROVAL_TOPIC", value: "elsewhere" }] })] }),
        {},
        { labels: { "high-impact-tools": "true", owner: "team-agents" } },
      ),
      topic,
    ],
    finds: [`it spec.template.spec.initContainers[0].env[0].value: got "elsewhere", want ${TOPIC}`],
  },
  unknown: {
    "a topic whose name is not known yet": { of: [topic, asking("approvals")], path: "topicName" },
    "a variable that is not known yet": { of: [asking("approvals"), topic], path: at },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: ({ props }) => {
      props.tags = { "high-impact-tools": "true" };
    },
  },
});
