import { Namespace } from "@pulumi/azure-native/servicebus/namespace.js";
import { Subscription } from "@pulumi/azure-native/servicebus/subscription.js";
import { Topic } from "@pulumi/azure-native/servicebus/topic.js";
import * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { sendDiagnostics } from "./diagnostics.ts";
import type { Where } from "./place.ts";
import { grant } from "./roles.ts";

/** A topic and the agents that each get every message of it. */
export interface TopicRoute {
  name: string;
  subscribers: string[];
}

export interface MessageBusArgs extends Where {
  namespaceName: pulumi.Input<string>;
  subscriptionId: string;
  topics: TopicRoute[];
  /**
   * Object id of one identity that all agents run as: it sends and receives, and makes no topics. Left out where each
   * agent has an identity of its own, which gets its roles on its own topics.
   */
  runPrincipalId?: pulumi.Input<string>;
  /**
   * Object id of the identity that reads queue depths. The autoscaler's query needs the Manage right. Left out where
   * nothing scales on the bus itself.
   */
  scalePrincipalId?: pulumi.Input<string>;
  /** Seconds an agent holds a message before it is offered again, 5 to 300. */
  lockSeconds: number;
  /** Attempts before a message is dead-lettered. */
  deliveries: number;
  /** Days after which an unread message is dead-lettered. */
  keepDays: number;
  workspaceId: pulumi.Input<string>;
  /** Whether the namespace, and every message in it, is kept from `pulumi destroy`. Default: no. */
  protect?: boolean;
}

/**
 * The Service Bus namespace that agents talk through, reached by identity alone: keys are off.
 * Topics and subscriptions are made here, so that agents need no right to make any.
 */
export class MessageBus extends Component<MessageBusArgs> {
  readonly namespaceId: pulumi.Output<string>;
  /** Short name, as the autoscaler wants it. */
  readonly namespaceName: pulumi.Output<string>;
  /** Host name, as Dapr wants it, such as `name.servicebus.windows.net`. */
  readonly hostname: pulumi.Output<string>;
  /** Id of each topic by its name. */
  readonly topicIds: Record<string, pulumi.Output<string>>;
  /** Id of each subscription by its topic's name and its subscriber's. */
  readonly subscriptionIds: Record<string, Record<string, pulumi.Output<string>>>;
  /** Subscriptions of each topic by its name and the subscriber's: a message that comes before one is not kept for it. */
  readonly subscriptions: Record<string, Record<string, pulumi.Resource>>;
  /** What must exist before any agent can talk. */
  readonly grants: pulumi.Resource[];

  constructor(name: string, args: MessageBusArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:azure:MessageBus", name, args, opts);
    const child = { parent: this };
    const { resourceGroupName, location, tags, subscriptionId } = args;

    const namespace = new Namespace(
      `${name}-namespace`,
      {
        resourceGroupName,
        location,
        tags,
        namespaceName: args.namespaceName,
        // Basic has no topics, Premium costs 69 times as much.
        sku: { name: "Standard", tier: "Standard" },
        disableLocalAuth: true,
        minimumTlsVersion: "1.2",
        publicNetworkAccess: "Enabled",
      },
      { ...child, protect: args.protect ?? false },
    );
    const topics = args.topics.map(({ name: topicName, subscribers }) => {
      const topic = new Topic(
        `${name}-${topicName}`,
        {
          resourceGroupName,
          namespaceName: namespace.name,
          topicName,
          defaultMessageTimeToLive: `P${args.keepDays}D`,
          maxSizeInMegabytes: 1024,
          enableBatchedOperations: true,
        },
        child,
      );
      const subscriptions = subscribers.map((subscriber) => ({
        subscriber,
        subscription: new Subscription(
          // A dot, which is in neither name: hyphens are in both, and would let two pairs look alike.
          `${name}-${topicName}.${subscriber}`,
          {
            resourceGroupName,
            namespaceName: namespace.name,
            topicName: topic.name,
            // Dapr's consumer id, which is the app id where none is set.
            subscriptionName: subscriber,
            lockDuration: isoMinutes(args.lockSeconds),
            maxDeliveryCount: args.deliveries,
            defaultMessageTimeToLive: `P${args.keepDays}D`,
            deadLetteringOnMessageExpiration: true,
            deadLetteringOnFilterEvaluationExceptions: true,
            enableBatchedOperations: true,
          },
          child,
        ),
      }));
      return { topicName, topic, subscriptions };
    });
    const roles = (
      [
        ["send", "ServiceBusDataSender", args.runPrincipalId],
        ["receive", "ServiceBusDataReceiver", args.runPrincipalId],
        ["measure", "ServiceBusDataOwner", args.scalePrincipalId],
      ] as const
    ).flatMap(([verb, role, principalId]) =>
      principalId === undefined
        ? []
        : [grant(`${name}-${verb}`, { role, scope: namespace.id, principalId, subscriptionId }, child)],
    );
    sendDiagnostics(`${name}-diagnostics`, { resourceId: namespace.id, workspaceId: args.workspaceId }, child);

    this.namespaceId = namespace.id;
    this.namespaceName = namespace.name;
    this.hostname = pulumi.interpolate`${namespace.name}.servicebus.windows.net`;
    this.topicIds = Object.fromEntries(topics.map(({ topicName, topic }) => [topicName, topic.id]));
    const perTopic = <T>(of: (subscription: Subscription) => T) =>
      Object.fromEntries(
        topics.map(({ topicName, subscriptions }) => [
          topicName,
          Object.fromEntries(subscriptions.map(({ subscriber, subscription }) => [subscriber, of(subscription)])),
        ]),
      );
    this.subscriptionIds = perTopic(({ id }) => id);
    this.subscriptions = perTopic((subscription) => subscription);
    const subscriptions = topics.flatMap((topic) => topic.subscriptions.map(({ subscription }) => subscription));
    this.grants = [...subscriptions, ...roles];
    this.registerOutputs({ hostname: this.hostname });
  }
}

/** Seconds as Azure itself writes them, `PT5M` for 300, so that a refresh sees no difference. */
function isoMinutes(seconds: number): string {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `PT${minutes > 0 ? `${minutes}M` : ""}${rest > 0 ? `${rest}S` : ""}`;
}
