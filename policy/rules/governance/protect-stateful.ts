import { z } from "zod";
import type { Kind } from "../../lib/kinds/index.ts";
import { anyResourceRule } from "../../lib/rule.ts";

const STATEFUL = [
  "azure-native:cosmosdb:DatabaseAccount",
  "azure-native:dbforpostgresql:Server",
  "azure-native:keyvault:Vault",
  "azure-native:servicebus:Namespace",
  "azure-native:storage:StorageAccount",
  "aws:backup:Vault",
  "aws:dynamodb:Table",
  "aws:kms:Key",
  "aws:rds:Cluster",
  "aws:rds:GlobalCluster",
  "aws:route53:Zone",
  "aws:s3:Bucket",
  "kubernetes:core:PersistentVolumeClaim",
] satisfies Kind[];

/**
 * What holds data that nothing else has must be protected from `pulumi destroy`, unless its tag says that it may go. The
 * protection of a parent counts: Pulumi hands it down.
 */
export const rule = anyResourceRule({
  name: "protect-stateful",
  pack: "governance",
  enforcement: "production",
  severity: "high",
  description: "A resource that holds state must be protected from being deleted with its stack.",
  why: "one destroy, or one change that means a new resource, erases what agents know",
  fix: "set the resource option protect to true",
  references: ["Pulumi protect", "KSC C-0264"],
  knobs: {
    types: z.array(z.string()).default(STATEFUL).describe("Kinds that hold state."),
    environmentTag: z.string().default("environment").describe("Tag that says what a resource is for."),
    disposable: z.array(z.string()).default(["dev", "test"]).describe("Environments that may be destroyed."),
  },
  check({ kind, options, props }, { types, environmentTag, disposable }) {
    if (!types.includes(kind) || options.protect) return [];
    const environment = (props.tags as Record<string, string> | undefined)?.[environmentTag];
    if (environment !== undefined && disposable.includes(environment)) return [];
    return [{ path: "", got: "protect: false", want: "protect: true" }];
  },
});
