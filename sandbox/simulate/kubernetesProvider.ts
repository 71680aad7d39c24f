import { existsSync, readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { unknownValue } from "@pulumi/pulumi/runtime/rpc.js";
import { parse } from "yaml";
import type { Simulation } from "./simulation.ts";

/** Settings of the provider. */
type Settings = Record<string, unknown>;

/** Those that say which cluster is meant. */
const OF_CLUSTER = ["kubeconfig", "context", "cluster"];

/** The provider of a cluster's objects. */
export const kubernetesProvider: Simulation = { id: () => "simulated", replaces: [], replacedBy };

/**
 * The settings whose change makes it the provider of another cluster, so that everything in the cluster is made anew:
 * as pulumi-kubernetes decides it (provider/pkg/provider/provider.go, DiffConfig). A kubeconfig that is not known yet
 * counts as that of another cluster, unless `clusterIdentifier` says that the cluster is the same.
 */
function replacedBy(was: Settings, now: Settings): string[] {
  const changed = (key: string) => !isDeepStrictEqual(was[key], now[key]);
  const identifier = "clusterIdentifier";
  if (was[identifier] !== undefined && now[identifier] !== undefined) return changed(identifier) ? [identifier] : [];
  const unknown = OF_CLUSTER.filter((key) => now[key] === unknownValue);
  if (unknown.length > 0) return unknown;
  const [before, after] = [clusterOf(was), clusterOf(now)];
  if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
  return OF_CLUSTER.filter(changed);
}

interface Kubeconfig {
  clusters?: { name: string; cluster: object }[];
  contexts?: { name: string; context: { cluster: string } }[];
  "current-context"?: string;
}

/** The cluster that settings mean, or undefined where they mean none. */
function clusterOf({ kubeconfig, context, cluster }: Settings): object | undefined {
  if (typeof kubeconfig !== "string") return undefined;
  const text = existsSync(kubeconfig) ? readFileSync(kubeconfig, "utf8") : kubeconfig;
  const { clusters, contexts, "current-context": current } = parse(text) as Kubeconfig;
  const chosen = contexts?.find(({ name }) => name === (context ?? current))?.context.cluster;
  return chosen === undefined ? undefined : clusters?.find(({ name }) => name === (cluster ?? chosen))?.cluster;
}
