import type { Agent } from "../agent.ts";
import { configSet, type Problem, show } from "./problem.ts";

/**
 * Regions by the part of the world that `residency` names: those of Azure
 * (learn.microsoft.com/azure/reliability/regions-list), then those of AWS (docs.aws.amazon.com/global-infrastructure).
 * `eu` is the European Union: neither London (eu-west-2) nor Zurich (eu-central-2).
 */
const REGIONS: Record<NonNullable<Agent["residency"]>, { azure: string[]; aws: string[] }> = {
  eu: {
    azure: [
      ...["westeurope", "northeurope", "austriaeast", "belgiumcentral", "denmarkeast", "francecentral"],
      ...["germanywestcentral", "italynorth", "polandcentral", "spaincentral", "swedencentral"],
    ],
    aws: ["eu-west-1", "eu-central-1", "eu-west-3", "eu-north-1", "eu-south-1", "eu-south-2"],
  },
  us: {
    azure: [
      ...["eastus", "eastus2", "centralus", "northcentralus", "southcentralus", "westcentralus"],
      ...["westus", "westus2", "westus3"],
    ],
    aws: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  },
  ap: {
    azure: [
      ...["southeastasia", "eastasia", "australiacentral", "australiaeast", "australiasoutheast", "centralindia"],
      ...["indiasouthcentral", "indonesiacentral", "japaneast", "japanwest", "koreacentral", "koreasouth"],
      ...["malaysiawest", "newzealandnorth", "southindia", "westindia"],
    ],
    aws: [
      ...["ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6"],
      ...["ap-southeast-7", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-south-2"],
      ...["ap-east-1", "ap-east-2"],
    ],
  },
};

/**
 * An agent whose data would leave the part of the world it must not leave.
 * @param path where the agent stands
 * @param region region of everything in the stack, where that can be read
 * @param regionPath where the region stands
 */
export function leavesResidency(
  path: string,
  { residency }: Partial<Agent>,
  region: string | undefined,
  regionPath: string,
  cloud: "azure" | "aws" = "azure",
): Problem[] {
  if (residency === undefined || region === undefined) return [];
  const regions = REGIONS[residency][cloud];
  if (regions.includes(region)) return [];
  return [
    {
      path: `${path}.residency`,
      says: `is ${residency}, but ${regionPath} is ${show(region)}, expected one of ${regions.join(", ")}`,
      mend: configSet(regionPath, regions[0] ?? "<region>"),
    },
  ];
}
