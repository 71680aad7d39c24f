import { z } from "zod";
import type { Resource } from "../../lib/resource.ts";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const ACCOUNT = "azure-native:cosmosdb:DatabaseAccount";
const PARTS = [
  "azure-native:cosmosdb:SqlResourceSqlDatabase",
  "azure-native:cosmosdb:SqlResourceSqlContainer",
  "azure-native:cosmosdb:MongoDBResourceMongoDBDatabase",
  "azure-native:cosmosdb:MongoDBResourceMongoDBCollection",
] as const;

/** What is reserved must have a cap, of the account and of each part. A serverless account can have none: it reserves nothing. */
export const rule = resourceRule({
  name: "cosmos-throughput-cap",
  pack: "governance",
  enforcement: "production",
  severity: "medium",
  description: "The throughput that Cosmos DB may reserve must have a cap.",
  why: "one wrong number, or one agent that loops, spends without end",
  fix: "set capacity.totalThroughputLimit on the account, and throughput or autoscaleSettings.maxThroughput below it",
  references: ["AZP 0b7ef78e", "LLM10"],
  kinds: [ACCOUNT, ...PARTS],
  knobs: {
    maxRu: z.int().min(400).default(4000).describe("Most request units per second, of an account and of each part."),
    allowAutoscale: z.boolean().default(true).describe("Whether throughput may follow the load, up to the cap."),
    skipServerless: z.boolean().default(true).describe("Whether serverless accounts, which cannot have a cap, may be."),
  },
  check(resource, { maxRu, allowAutoscale, skipServerless }) {
    if (resource.kind === ACCOUNT) {
      if (isServerless(resource)) {
        return skipServerless ? [] : [{ path: "capabilities", got: "EnableServerless", want: "reserved throughput" }];
      }
      const got = resource.props.capacity?.totalThroughputLimit;
      // -1 is no limit.
      if (got !== undefined && got >= 0 && got <= maxRu) return [];
      return [{ path: "capacity.totalThroughputLimit", got, want: `at most ${maxRu}` }];
    }
    const { throughput, autoscaleSettings } = resource.props.options ?? {};
    const most = autoscaleSettings?.maxThroughput;
    const findings: Finding[] = [];
    if (throughput !== undefined && throughput > maxRu) {
      findings.push({ path: "options.throughput", got: throughput, want: `at most ${maxRu}` });
    }
    if (most !== undefined && (!allowAutoscale || most > maxRu)) {
      const want = allowAutoscale ? `at most ${maxRu}` : "a fixed options.throughput";
      findings.push({ path: "options.autoscaleSettings.maxThroughput", got: most, want });
    }
    return findings;
  },
  remediate(props, { maxRu }, kind) {
    if (kind !== ACCOUNT) return;
    const account = props as Resource<typeof ACCOUNT>["props"];
    const limit = account.capacity?.totalThroughputLimit ?? -1;
    if (isServerless({ props: account }) || (limit >= 0 && limit <= maxRu)) return;
    account.capacity = { ...account.capacity, totalThroughputLimit: maxRu };
  },
});

function isServerless({ props }: Pick<Resource<typeof ACCOUNT>, "props">): boolean {
  return (props.capabilities ?? []).some(({ name }) => name === "EnableServerless");
}
