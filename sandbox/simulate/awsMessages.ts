import { awsSimulations, nameOf } from "./awsSimulation.ts";
import { artificialUuid } from "./simulation.ts";

/** Topics, queues, logs and money. */
export const awsMessages = awsSimulations({
  "sns/topic:Topic": {
    id: (topic, place) => place.arn("sns", nameOf(topic)),
    adds: ({ inputs }, { accountId }, id) => ({ arn: id, owner: accountId, name: inputs.name ?? id.split(":").at(-1) }),
    replaces: ["fifoTopic"],
  },
  "sns/topicPolicy:TopicPolicy": {
    id: ({ inputs }) => String(inputs.arn),
    adds: (_, { accountId }) => ({ owner: accountId }),
    replaces: ["arn"],
  },
  "sns/topicSubscription:TopicSubscription": {
    id: ({ inputs, name }) => `${inputs.topic}:${artificialUuid(name)}`,
    adds: (_, __, id) => ({ arn: id, pendingConfirmation: false }),
    replaces: ["endpoint", "protocol", "topic"],
  },
  "sqs/queue:Queue": {
    id: (queue, { region, accountId }) => `https://sqs.${region}.amazonaws.com/${accountId}/${nameOf(queue)}`,
    adds: (queue, place, id) => ({ url: id, arn: place.arn("sqs", nameOf(queue)), name: nameOf(queue) }),
    replaces: ["fifoQueue"],
  },
  "sqs/queuePolicy:QueuePolicy": { id: ({ inputs }) => String(inputs.queueUrl), replaces: ["queueUrl"] },
  "cloudwatch/logGroup:LogGroup": {
    id: (group) => nameOf(group),
    adds: (_, place, id) => ({ arn: place.arn("logs", `log-group:${id}`) }),
    replaces: ["logGroupClass"],
  },
  "budgets/budget:Budget": {
    global: true,
    id: (budget, { accountId }) => `${budget.inputs.accountId ?? accountId}:${nameOf(budget)}`,
    adds: (budget, { accountId }) => ({
      accountId,
      arn: `arn:aws:budgets::${accountId}:budget/${nameOf(budget)}`,
      ...budget.inputs,
    }),
    replaces: ["accountId"],
  },
});
