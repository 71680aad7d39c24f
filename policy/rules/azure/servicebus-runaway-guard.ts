import { z } from "zod";
import { isoSeconds } from "../../lib/azure/isoDuration.ts";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const TOPIC = "azure-native:servicebus:Topic";
const SUBSCRIPTION = "azure-native:servicebus:Subscription";

/** What Azure takes where nothing is said. */
const DEFAULT_DELIVERIES = 10;

const DURATION = z.string().refine((text) => isoSeconds(text) !== undefined, "a duration such as P14D");

/** Messages must end: after some deliveries, after some time, in a place where somebody looks, and not without number. */
export const rule = resourceRule({
  name: "servicebus-runaway-guard",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A message must end after some deliveries and some time, and be kept when it does.",
  why: "one message that makes an agent fail is tried again and again, each time for the price of a model call",
  fix: "set deadLetteringOnMessageExpiration, maxDeliveryCount, defaultMessageTimeToLive and maxSizeInMegabytes",
  references: ["LLM10", "ASI08"],
  kinds: ["azure-native:servicebus:Queue", TOPIC, SUBSCRIPTION],
  knobs: {
    maxDelivery: z.int().min(1).default(10).describe("Most times that a message is delivered."),
    maxTtl: DURATION.default("P14D").describe("Longest that a message waits, such as P14D."),
    minLock: DURATION.default("PT30S").describe("Shortest time that a receiver may hold a message, such as PT30S."),
    notAgents: z
      .array(z.string())
      .default([])
      .describe("Names of queues, topics and subscriptions that no agent reads: what is found there is advice."),
  },
  check(resource, { maxDelivery, maxTtl, minLock, notAgents }) {
    const findings: Finding[] = [];
    const expect = (right: boolean, path: string, got: unknown, want: string) => {
      if (!right) findings.push({ path, got, want });
    };
    const { defaultMessageTimeToLive: ttl } = resource.props;
    expect(seconds(ttl, Infinity) <= seconds(maxTtl, 0), "defaultMessageTimeToLive", ttl, `at most ${maxTtl}`);
    if (resource.kind !== SUBSCRIPTION) {
      expect(resource.props.maxSizeInMegabytes !== undefined, "maxSizeInMegabytes", undefined, "a size");
    }
    if (resource.kind !== TOPIC) {
      const { deadLetteringOnMessageExpiration: kept, maxDeliveryCount, lockDuration } = resource.props;
      expect(kept === true, "deadLetteringOnMessageExpiration", kept, "true");
      const deliveries = maxDeliveryCount ?? DEFAULT_DELIVERIES;
      expect(deliveries <= maxDelivery, "maxDeliveryCount", maxDeliveryCount, `at most ${maxDelivery}`);
      expect(
        seconds(lockDuration, Infinity) >= seconds(minLock, 0),
        "lockDuration",
        lockDuration,
        `at least ${minLock}`,
      );
    }
    const { queueName, topicName, subscriptionName } = resource.props as Names;
    const names = [resource.name, queueName, topicName, subscriptionName];
    const advisory = names.some((name) => name !== undefined && notAgents.includes(name)) ? true : undefined;
    return findings.map((finding) => ({ ...finding, advisory }));
  },
  remediate(props, { maxDelivery }, kind) {
    if (kind === TOPIC) return;
    const receiver = props as Resource<typeof SUBSCRIPTION>["props"];
    if (receiver.deadLetteringOnMessageExpiration !== true) receiver.deadLetteringOnMessageExpiration = true;
    if ((receiver.maxDeliveryCount ?? DEFAULT_DELIVERIES) > maxDelivery) receiver.maxDeliveryCount = maxDelivery;
  },
});

/** Whichever of these a kind has. A subscription goes by its topic's name too. */
type Names = Partial<Record<"queueName" | "topicName" | "subscriptionName", string>>;

function seconds(duration: string | undefined, otherwise: number): number {
  return isoSeconds(duration) ?? otherwise;
}
