import { z } from "zod";
import { isRecord, readable } from "../check.ts";
import { AksBlock } from "./aks.ts";
import { EksBlock } from "./eks.ts";
import { ExistingBlock } from "./existing.ts";

/** The cluster: one that the stack makes on Azure or AWS, or one that is there. */
export const ClusterBlock = z
  .discriminatedUnion("provider", [AksBlock, EksBlock, ExistingBlock])
  .describe("The cluster: made on Azure (aks, the default) or AWS (eks), or one that is there (existing).");

/** The cluster, with every default filled in. */
export type ClusterBlock = z.infer<typeof ClusterBlock>;

/** A cluster with the fields that could be read. */
export type ReadableCluster =
  | ({ provider: "aks" } & Partial<AksBlock>)
  | ({ provider: "eks" } & Partial<EksBlock>)
  | ({ provider: "existing" } & Partial<ExistingBlock>)
  | { provider: undefined };

/**
 * The fields of a block's cluster that are right on their own.
 * @param block the raw `daca:enterprise`
 */
export function readableCluster(block: unknown): ReadableCluster {
  const cluster = isRecord(block) ? (block.cluster ?? {}) : {};
  if (!isRecord(cluster)) return { provider: undefined };
  switch (cluster.provider ?? "aks") {
    case "aks":
      return { ...readable(AksBlock, cluster), provider: "aks" };
    case "eks":
      return { ...readable(EksBlock, cluster), provider: "eks" };
    case "existing":
      return { ...readable(ExistingBlock, cluster), provider: "existing" };
    default:
      return { provider: undefined };
  }
}
