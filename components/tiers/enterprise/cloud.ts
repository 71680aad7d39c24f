import type * as pulumi from "@pulumi/pulumi";
import type { Agent } from "../../agent.ts";
import type { AddonName } from "../../cluster/addonNames.ts";
import type { BackupLocation } from "../../cluster/backupLocation.ts";
import type { AgentIdentity, ClusterPlatform, DaprBackend, SecretBackend } from "../../cluster/platform.ts";
import type { Host } from "../../workload/network/hosts.ts";

/** What a cloud gives one agent. */
export interface AgentParts {
  /** What the agent is to the cloud. Left out on a cluster of one's own. */
  identity?: AgentIdentity;
  state?: DaprBackend;
  pubsub?: DaprBackend;
  /** Where its sidecar finds them, and where it signs in. */
  hosts: Host[];
  /** Host of its state store, for experiments that slow it down. */
  stateHost?: pulumi.Input<string>;
}

/** The cluster and all that it stands on, whoever runs it. */
export interface Cloud {
  platform: ClusterPlatform;
  clusterName: string;
  /** Region that it is in, where that is known. */
  region?: string;
  /** Class of the volumes of add-ons, where the cloud's own is not taken. */
  storageClass?: string;
  /** Host of a registry of the stack's own, for images that name none. */
  registry?: string;
  /** Labels that a pod needs to act as its cloud identity. */
  podLabels: Record<string, string>;
  /** Where agents' secrets lie. Left out where the settings name no store. */
  secrets?: SecretBackend;
  /** Where Velero keeps backups. Left out where the stack makes no place for them. */
  backups?: BackupLocation;
  /** What add-ons are to the cloud. */
  addonIdentities: Partial<Record<AddonName, Pick<AgentIdentity, "serviceAccountAnnotations" | "podLabels">>>;
  partsOf(agent: Agent): AgentParts;
  /**
   * Gives agents that keep state their place in the state store, by a job in the cluster.
   * @param namespace the platform's own, with what must exist before anything runs in it
   * @returns what must exist before such an agent starts
   */
  prepareState(namespace: { name: string; ready: pulumi.Resource[] }): pulumi.Resource[];
  /** The cloud's part of the stack's outputs. */
  outputs: Record<string, unknown>;
}

/** What every cloud is made from. */
export interface CloudArgs {
  /** What the stack is called; the start of every name. */
  base: string;
  agents: Agent[];
  /** Team of each agent, by the agent's name; its namespace has the same name. */
  teams: Record<string, string>;
  /** On everything in the cloud. */
  tags: Record<string, string>;
  /** On everything in the cluster. */
  labels: Record<string, string>;
  /** Agents' secrets by name, in plain text. */
  secrets: Record<string, string>;
  /** Whether the cluster backs itself up. */
  velero: boolean;
}

/** Longest time that any agent may take to end, in seconds. */
export function longestDrain(agents: readonly Agent[]): number {
  return Math.max(...agents.map(({ drainSeconds }) => drainSeconds));
}
