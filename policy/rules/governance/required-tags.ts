import { z } from "zod";
import { isRecord, step } from "../../../components/settings/check.ts";
import type { Kind } from "../../lib/kinds/index.ts";
import { REGEX } from "../../lib/regex.ts";
import { anyResourceRule } from "../../lib/rule.ts";

/** Kinds that cost money or hold data, and take tags. */
const TAGGABLE: readonly string[] = [
  "azure-native:app:ContainerApp",
  "azure-native:app:Job",
  "azure-native:app:ManagedEnvironment",
  "azure-native:cognitiveservices:Account",
  "azure-native:containerregistry:Registry",
  "azure-native:containerservice:ManagedCluster",
  "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:managedidentity:UserAssignedIdentity",
  "azure-native:operationalinsights:Workspace",
  "azure-native:resources:ResourceGroup",
  "azure-native:servicebus:Namespace",
  "azure-native:storage:StorageAccount",
  "aws:backup:Vault",
  "aws:bedrock:AgentAgent",
  "aws:dynamodb:Table",
  "aws:ecr:Repository",
  "aws:eks:Cluster",
  "aws:eks:NodeGroup",
  "aws:elasticache:ReplicationGroup",
  "aws:iam:Role",
  "aws:kms:Key",
  "aws:lambda:Function",
  "aws:rds:Cluster",
  "aws:route53:Zone",
  "aws:s3:Bucket",
  "aws:secretsmanager:Secret",
  "aws:sns:Topic",
  "aws:sqs:Queue",
] satisfies Kind[];

/**
 * Whatever costs money or holds data must be tagged, and so must all else that has tags. Default tags of a provider
 * count: AWS's provider puts them among a resource's own before a policy sees it.
 */
export const rule = anyResourceRule({
  name: "required-tags",
  pack: "governance",
  enforcement: "production",
  severity: "medium",
  description: "A cloud resource must have the tags that say whose it is and what it is for.",
  why: "nobody knows whom to ask about it, what it costs or whether it may go",
  fix: "add the missing tags, or set inherit to have them added",
  references: ["AZR Azure.Resource.UseTags", "AZP 871b6d14", "AZP cd3aa116"],
  knobs: {
    tags: z
      .record(z.string(), REGEX)
      .default({ owner: ".", environment: ".", "managed-by": "." })
      .describe("Tags that must be there, each with a regular expression that its value matches."),
    inherit: z
      .record(z.string(), z.string())
      .default({})
      .describe("Values that remediation gives to missing tags, such as the stack's owner."),
  },
  check({ kind, props }, { tags }) {
    if (!takesTags(kind, props)) return [];
    const own = (props.tags ?? {}) as Record<string, string>;
    return Object.entries(tags)
      .filter(([key, form]) => !new RegExp(form).test(own[key] ?? ""))
      .map(([key, form]) => ({
        path: step("tags", key),
        got: own[key],
        want: form === "." ? "a value" : `a value that matches ${form}`,
      }));
  },
  remediate(props, { tags, inherit }, kind) {
    if (!takesTags(kind, props)) return;
    const own = (props.tags ?? {}) as Record<string, string>;
    const missing = Object.entries(inherit).filter(([key]) => key in tags && own[key] === undefined);
    if (missing.length > 0) props.tags = { ...own, ...Object.fromEntries(missing) };
  },
});

function takesTags(kind: string, { tags }: Readonly<Record<string, unknown>>): boolean {
  return TAGGABLE.includes(kind) || (/^(azure-native|aws):/.test(kind) && isRecord(tags));
}
