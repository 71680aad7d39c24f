import { rule } from "../../../../policy/rules/azure/cosmos-throughput-cap.ts";
import { azure } from "../../../support/azureResource.ts";
import { describeRule } from "../../../support/rule.ts";

const account = (totalThroughputLimit?: number) =>
  azure("cosmosdb:DatabaseAccount", { accountName: "memory", capacity: { totalThroughputLimit } });
const serverless = azure("cosmosdb:DatabaseAccount", { capabilities: [{ name: "EnableServerless" }] });
const container = (options?: object) => azure("cosmosdb:SqlResourceSqlContainer", { options });
const limit = "capacity.totalThroughputLimit";

describeRule(rule, {
  passes: {
    "an account with a cap": { of: account(4000) },
    "a serverless account, which can have none": { of: serverless },
    "a container that shares its database's throughput": { of: container() },
    "a container that follows the load below the cap": {
      of: container({ autoscaleSettings: { maxThroughput: 4000 } }),
    },
    "a higher cap where that is right": { of: account(20000), knobs: { maxRu: 20000 } },
  },
  fails: {
    "an account without a cap": { of: account(), finds: [`${limit}: got nothing, want at most 4000`] },
    "an account whose cap is none": { of: account(-1), finds: [`${limit}: got -1, want at most 4000`] },
    "a cap that is too high, in version 2 of the provider": {
      of: { ...account(9000), type: "azure-native:documentdb:DatabaseAccount" },
      finds: [`${limit}: got 9000, want at most 4000`],
    },
    "a container that reserves too much": {
      of: container({ throughput: 500 }),
      knobs: { maxRu: 400 },
      finds: ["options.throughput: got 500, want at most 400"],
    },
    "a MongoDB collection that may grow too much": {
      of: azure("cosmosdb:MongoDBResourceMongoDBCollection", {
        options: { autoscaleSettings: { maxThroughput: 5000 } },
      }),
      finds: ["options.autoscaleSettings.maxThroughput: got 5000, want at most 4000"],
    },
    "a database that follows the load where it may not": {
      of: azure("cosmosdb:SqlResourceSqlDatabase", { options: { autoscaleSettings: { maxThroughput: 1000 } } }),
      knobs: { allowAutoscale: false },
      finds: ["options.autoscaleSettings.maxThroughput: got 1000, want a fixed options.throughput"],
    },
    "a serverless account where there may be none": {
      of: serverless,
      knobs: { skipServerless: false },
      finds: ['capabilities: got "EnableServerless", want reserved throughput'],
    },
  },
  unknown: { "a cap that is not known yet": { of: account(), path: limit } },
  remedies: {
    "a missing cap": {
      of: azure("cosmosdb:DatabaseAccount", {}),
      to: { capacity: { totalThroughputLimit: 4000 } },
    },
    "nothing of a serverless account": { of: serverless, to: undefined },
    "nothing of a container": { of: container({ throughput: 9000 }), to: undefined },
  },
  mutation: {
    kind: "azure-native:cosmosdb:SqlResourceSqlContainer",
    change: ({ props }) => {
      props.options = { throughput: 100000 };
    },
  },
});
