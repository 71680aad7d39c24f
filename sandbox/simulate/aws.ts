import { awsCluster } from "./awsCluster.ts";
import { awsData } from "./awsData.ts";
import { awsMessages } from "./awsMessages.ts";
import { awsNetwork } from "./awsNetwork.ts";
import type { Simulation } from "./simulation.ts";

/** AWS's answers by type token. */
export const aws: Record<string, Simulation> = {
  "pulumi:providers:aws": { id: () => "simulated", replaces: [] },
  ...awsNetwork,
  ...awsCluster,
  ...awsData,
  ...awsMessages,
};
