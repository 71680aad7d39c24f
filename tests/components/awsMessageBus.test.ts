import assert from "node:assert/strict";
import type { Agent } from "../../components/agent.ts";
import { MessageBus } from "../../components/infra/aws/messageBus.ts";
import { visibilitySeconds } from "../../components/infra/aws/messageRoutes.ts";
import { agentWith } from "../support/agents.ts";
import {
  ACCOUNT,
  astray,
  elsewhere,
  findings,
  KEY,
  PLACED,
  REGION,
  recordInAws,
  WHERE,
} from "../support/awsComponents.ts";
import { namesOf } from "../support/program.ts";

const PLANNER = agentWith({ name: "planner", drainSeconds: 300, topics: { publish: ["tasks"] } });
const WRITER = agentWith({
  name: "writer",
  drainSeconds: 600,
  scaling: { concurrency: 4 },
  topics: { subscribe: ["urgent", "tasks"], publish: ["results"] },
});

const sns = (name: string) => `arn:aws:sns:${REGION}:${ACCOUNT}:${name}`;
const sqs = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

function record(agents: Agent[] = [PLANNER, WRITER], of: Agent = WRITER) {
  return recordInAws((opts) => {
    const bus = new MessageBus("bus", { ...WHERE, agents, keyArn: KEY, deliveries: 10, keepDays: 7 }, opts);
    return {
      rights: bus.rightsOf(of),
      backend: { ...bus.backendFor(of) },
      ready: bus.readyFor(of).map(({ urn }) => urn),
    };
  });
}

describe("MessageBus on AWS", () => {
  it("has each topic under its bare name, where Dapr looks for it", async () => {
    const recorded = await record();
    const topics = recorded.ofType("aws:sns/topic:Topic").map(({ inputs }) => inputs);
    assert.deepEqual(
      topics.map(({ name }) => name),
      ["results", "tasks", "urgent", "writer-dead-letter"],
    );
    assert.deepEqual(topics[0], { ...PLACED, name: "results", kmsMasterKeyId: KEY });
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
  });

  it("has one queue for each agent that listens, and one for what it cannot handle", async () => {
    const { named, ofType } = await record();
    assert.equal(ofType("aws:sqs/queue:Queue").length, 2);
    assert.deepEqual(named("bus-writer-queue").inputs, {
      ...PLACED,
      name: "writer",
      kmsMasterKeyId: KEY,
      receiveWaitTimeSeconds: 20,
      visibilityTimeoutSeconds: 1500,
      messageRetentionSeconds: 604_800,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: sqs("writer-dead-letter"), maxReceiveCount: 10 }),
    });
    assert.deepEqual(named("bus-writer-dead-letter-queue").inputs, {
      ...PLACED,
      name: "writer-dead-letter",
      kmsMasterKeyId: KEY,
      receiveWaitTimeSeconds: 20,
      messageRetentionSeconds: 1_209_600,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [sqs("writer")] }),
    });
    assert.deepEqual(namesOf(named("bus-writer-queue").dependencies), ["bus-writer-dead-letter-queue"]);
  });

  it("hands messages on as Dapr reads them, and to the dead letters what a queue does not take", async () => {
    const { named, ofType } = await record();
    const made = ofType("aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => [
      inputs.topic,
      inputs.endpoint,
    ]);
    assert.deepEqual(made.toSorted(), [
      [sns("tasks"), sqs("writer")],
      [sns("urgent"), sqs("writer")],
      [sns("writer-dead-letter"), sqs("writer-dead-letter")],
    ]);
    assert.deepEqual(named("bus-tasks.writer").inputs, {
      region: REGION,
      topic: sns("tasks"),
      protocol: "sqs",
      endpoint: sqs("writer"),
      rawMessageDelivery: false,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: sqs("writer-dead-letter") }),
    });
  });

  it("lets queues take messages from their own topics alone, and all of it over TLS alone", async () => {
    const { named } = await record();
    const denied = (action: string, arn: string) => ({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: action,
      Resource: arn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    const from = (queue: string, topics: string[]) => [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: sqs(queue),
        Condition: { ArnEquals: { "aws:SourceArn": topics.map(sns) } },
      },
      denied("sqs:*", sqs(queue)),
    ];
    const statements = (name: string) => (named(name).inputs.policy as { Statement: object[] }).Statement;
    assert.deepEqual(statements("bus-writer-queue-policy"), from("writer", ["tasks", "urgent"]));
    assert.deepEqual(
      statements("bus-writer-dead-letter-queue-policy"),
      from("writer-dead-letter", ["writer-dead-letter", "tasks", "urgent"]),
    );
    assert.deepEqual(statements("bus-tasks-policy"), [denied("sns:Publish", sns("tasks"))]);
  });

  it("gives an agent rights to its own topics and queue, and no others", async () => {
    const { outputs } = await record();
    assert.deepEqual(outputs.rights, [
      {
        Effect: "Allow",
        Action: ["sns:GetTopicAttributes", "sns:Publish"],
        Resource: [sns("results"), sns("writer-dead-letter")],
      },
      {
        Effect: "Allow",
        Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic"],
        Resource: [sns("tasks"), sns("urgent")],
      },
      {
        Effect: "Allow",
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        Resource: sqs("writer"),
      },
      { Effect: "Allow", Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl"], Resource: sqs("writer-dead-letter") },
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: KEY,
        Condition: {
          StringEquals: { "kms:ViaService": [`sns.${REGION}.amazonaws.com`, `sqs.${REGION}.amazonaws.com`] },
        },
      },
    ]);
    const silent = agentWith({ name: "silent" });
    assert.deepEqual((await record([silent], silent)).outputs.rights, []);
  });

  it("has Dapr make nothing, and leave giving up to SQS", async () => {
    const { outputs } = await record();
    assert.deepEqual(outputs.backend, {
      type: "pubsub.aws.snssqs",
      version: "v1",
      metadata: Object.entries({
        region: REGION,
        accountID: ACCOUNT,
        consumerID: "writer",
        disableEntityManagement: "true",
        sqsDeadLettersQueueName: "writer-dead-letter",
        messageReceiveLimit: "10",
        messageRetryLimit: "11",
        messageVisibilityTimeout: "1500",
        messageWaitTimeSeconds: "20",
        messageMaxNumber: "4",
        concurrencyMode: "parallel",
        concurrencyLimit: "4",
      }).map(([name, value]) => ({ name, value })),
    });
  });

  it("has an agent that only writes look for no queue", async () => {
    const { outputs, ofType } = await record([PLANNER], PLANNER);
    const { metadata } = outputs.backend as { metadata: { name: string }[] };
    assert.deepEqual(
      metadata.map(({ name }) => name),
      ["region", "accountID", "consumerID", "disableEntityManagement"],
    );
    assert.equal(ofType("aws:sqs/queue:Queue").length, 0);
  });

  for (const [drain, seconds] of [
    [1, 302],
    [600, 1500],
    [3600, 7500],
  ] as const) {
    it(`hides a message for ${seconds} s where a turn may take ${drain} s`, () => {
      assert.equal(visibilitySeconds(agentWith({ drainSeconds: drain })), seconds);
    });
  }

  it("tells apart topics and agents whose names run together to the same text", async () => {
    const agents = [
      agentWith({ name: "urgent-writer", topics: { subscribe: ["tasks"] } }),
      agentWith({ name: "writer", topics: { subscribe: ["tasks-urgent"] } }),
    ];
    const { ofType } = await record(agents, agents[0]);
    assert.equal(ofType("aws:sns/topicSubscription:TopicSubscription").length, 4);
  });

  it("holds an agent back until it is heard and hears, whoever else talks", async () => {
    const ready = async (of: Agent) => namesOf((await record([PLANNER, WRITER], of)).outputs.ready as string[]);
    assert.deepEqual(await ready(PLANNER), ["bus-tasks", "bus-tasks.writer"]);
    assert.deepEqual(await ready(WRITER), [
      "bus-results",
      "bus-writer-dead-letter",
      "bus-writer-dead-letter.writer",
      "bus-urgent.writer",
      "bus-tasks.writer",
    ]);
  });

  it("refuses an agent that is called as the dead letters of another", async () => {
    const agents = ["writer", "writer-dead-letter"].map((name) =>
      agentWith({ name, topics: { subscribe: ["tasks"] } }),
    );
    await assert.rejects(
      record(agents),
      /the agent writer-dead-letter would share a queue with the dead letters of writer/,
    );
  });
});
