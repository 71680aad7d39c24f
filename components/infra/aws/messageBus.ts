import { Topic } from "@pulumi/aws/sns/topic.js";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy.js";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription.js";
import { Queue } from "@pulumi/aws/sqs/queue.js";
import { QueuePolicy } from "@pulumi/aws/sqs/queuePolicy.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import { writableTopics } from "../../agentEnvironment.ts";
import type { DaprBackend } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import { messageRights } from "./messageRights.ts";
import { type AgentQueue, agentQueues, topicNames } from "./messageRoutes.ts";
import { allowService, denyPlainText, policyOf, type Statement } from "./policyDocument.ts";
import { pubsubBackend, WAIT_SECONDS } from "./pubsubBackend.ts";
import { arnOf, placed, type Where } from "./where.ts";

export interface MessageBusArgs extends Where {
  agents: Agent[];
  /** Key of the messages. SNS must be allowed to use it. */
  keyArn: pulumi.Input<string>;
  /** Times that a message is offered before it goes to the dead letters. */
  deliveries: number;
  /** Days that an unread message is kept, 1 to 14. */
  keepDays: number;
}

const DAY = 86_400;

/** Longest that SQS keeps a message. The time before it was given up counts. */
const DEAD_LETTER_DAYS = 14;

/**
 * Topics and queues that agents talk through: a topic hands each message on to the queue of every agent that listens.
 * Whatever an agent cannot handle ends in its dead-letter queue, whether Dapr gives it up or SQS has offered it too
 * often. Dapr finds topics by their bare names, so an account and region hold the topics of one stack.
 */
export class MessageBus extends Component<MessageBusArgs> {
  readonly #topics: Map<string, Topic>;
  /** By topic and agent. */
  readonly #subscriptions = new Map<string, Map<string, TopicSubscription>>();
  readonly #args: MessageBusArgs;

  constructor(name: string, args: MessageBusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:MessageBus", name, args, opts);
    this.#args = args;
    const child = { parent: this };

    this.#topics = new Map(topicNames(args.agents).map((topic) => [topic, this.#topic(name, topic, child)]));
    for (const queue of agentQueues(args.agents)) this.#queue(name, queue, child);
    this.registerOutputs({});
  }

  /** What an agent may do on the bus: write and hear its own topics, read its own queue. */
  rightsOf(agent: Agent): Statement[] {
    return messageRights(agent, this.#args, this.#args.keyArn);
  }

  /** What must exist before an agent can talk: its own subscriptions, and whoever listens to what it writes. */
  readyFor(agent: Agent): pulumi.Resource[] {
    return [
      ...writableTopics(agent).flatMap((topic) => [
        this.#topics.get(topic) ?? [],
        ...(this.#subscriptions.get(topic)?.values() ?? []),
      ]),
      ...agent.topics.subscribe.map((topic) => this.#subscriptions.get(topic)?.get(agent.name) ?? []),
    ].flat();
  }

  /** The pub/sub of an agent, as its Dapr component has it. */
  backendFor(agent: Agent): DaprBackend {
    return pubsubBackend(agent, this.#args);
  }

  #topic(name: string, topicName: string, opts: pulumi.CustomResourceOptions): Topic {
    const { keyArn, ...where } = this.#args;
    const topic = new Topic(
      `${name}-${topicName}`,
      { ...placed(where), name: topicName, kmsMasterKeyId: keyArn },
      opts,
    );
    new TopicPolicy(
      `${name}-${topicName}-policy`,
      {
        region: where.region,
        arn: topic.arn,
        policy: policyOf(denyPlainText("sns:Publish", arnOf(where, "sns", topicName))),
      },
      opts,
    );
    return topic;
  }

  #queue(
    name: string,
    { name: agent, topics, deadLetters, visibilitySeconds }: AgentQueue,
    opts: pulumi.CustomResourceOptions,
  ): void {
    const { keyArn, deliveries, keepDays, ...where } = this.#args;
    const common = { ...placed(where), kmsMasterKeyId: keyArn, receiveWaitTimeSeconds: WAIT_SECONDS };
    const deadLetterArn = arnOf(where, "sqs", deadLetters);
    const dead = new Queue(
      `${name}-${deadLetters}-queue`,
      {
        ...common,
        name: deadLetters,
        messageRetentionSeconds: DEAD_LETTER_DAYS * DAY,
        redriveAllowPolicy: JSON.stringify({
          redrivePermission: "byQueue",
          sourceQueueArns: [arnOf(where, "sqs", agent)],
        }),
      },
      opts,
    );
    const queue = new Queue(
      `${name}-${agent}-queue`,
      {
        ...common,
        name: agent,
        visibilityTimeoutSeconds: visibilitySeconds,
        messageRetentionSeconds: keepDays * DAY,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount: deliveries }),
      },
      // SQS refuses a queue whose dead-letter queue is not there.
      { ...opts, dependsOn: [dead] },
    );
    const policies = [
      this.#accept(`${name}-${agent}-queue-policy`, queue, agent, topics, opts),
      // A topic that cannot reach the queue leaves the message here too.
      this.#accept(`${name}-${deadLetters}-queue-policy`, dead, deadLetters, [deadLetters, ...topics], opts),
    ];
    const subscribe = (topicName: string, to: Queue, redrivePolicy?: string) => {
      const subscription = new TopicSubscription(
        // A dot, which is in neither name: hyphens are in both, and would let two pairs look alike.
        `${name}-${topicName}.${agent}`,
        {
          region: where.region,
          topic: (this.#topics.get(topicName) as Topic).arn,
          protocol: "sqs",
          endpoint: to.arn,
          // Dapr reads the topic out of what SNS wraps around a message.
          rawMessageDelivery: false,
          ...(redrivePolicy ? { redrivePolicy } : {}),
        },
        { ...opts, dependsOn: policies },
      );
      const ofTopic = this.#subscriptions.get(topicName) ?? new Map();
      this.#subscriptions.set(topicName, ofTopic.set(agent, subscription));
    };
    for (const topic of topics) subscribe(topic, queue, JSON.stringify({ deadLetterTargetArn: deadLetterArn }));
    subscribe(deadLetters, dead);
  }

  /** A queue takes messages from its topics alone, and speaks TLS alone. */
  #accept(name: string, queue: Queue, queueName: string, topics: string[], opts: pulumi.CustomResourceOptions) {
    const where = this.#args;
    const arn = arnOf(where, "sqs", queueName);
    const sources = topics.map((topic) => arnOf(where, "sns", topic));
    const policy = policyOf(
      allowService("sns.amazonaws.com", ["sqs:SendMessage"], arn, { ArnEquals: { "aws:SourceArn": sources } }),
      denyPlainText("sqs:*", arn),
    );
    return new QueuePolicy(name, { region: where.region, queueUrl: queue.url, policy }, opts);
  }
}
