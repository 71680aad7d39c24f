import { z } from "zod";

/** The knobs by which rules know where resources and data may be. Without a list there is nothing to compare. */
export const REGION_KNOBS = {
  regions: z.array(z.string()).default([]).describe("Regions of any cloud that may be used. Empty: any."),
  regionsByDataClass: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe("Regions for one class of data each, in place of the others."),
  classTag: z.string().default("data-class").describe("Tag that says how a resource's data is classified."),
};

interface RegionKnobs {
  regions: string[];
  regionsByDataClass: Record<string, string[]>;
  classTag: string;
}

/** The regions that a resource may be in, by the class of its data; none where nobody listed any. */
export function allowedRegions(
  { tags }: { tags?: unknown },
  { regions, regionsByDataClass, classTag }: RegionKnobs,
): string[] {
  const dataClass = (tags as Record<string, string> | undefined)?.[classTag];
  return (dataClass === undefined ? undefined : regionsByDataClass[dataClass]) ?? regions;
}

/** Whether a region is one of these, however it is written: Azure takes `East US` for `eastus`. */
export function isOneOf(region: string, regions: readonly string[]): boolean {
  return regions.some((each) => plain(each) === plain(region));
}

function plain(region: string): string {
  return region.toLowerCase().replaceAll(" ", "");
}

/** Regions of Azure and AWS under one law on data each: a country, or the European Economic Area. */
const GEOGRAPHIES: Record<string, string> = {
  "the United States":
    "eastus eastus2 centralus northcentralus southcentralus westus westus2 westus3 westcentralus us-east-1 us-east-2 us-west-1 us-west-2",
  "the clouds of the United States' government":
    "usgovvirginia usgovtexas usgovarizona usdodeast usdodcentral us-gov-east-1 us-gov-west-1",
  "the European Economic Area":
    "northeurope westeurope francecentral francesouth germanywestcentral germanynorth swedencentral swedensouth italynorth spaincentral polandcentral austriaeast belgiumcentral denmarkeast norwayeast norwaywest eu-west-1 eu-west-3 eu-central-1 eu-north-1 eu-south-1 eu-south-2 eusc-de-east-1",
  "the United Kingdom": "uksouth ukwest eu-west-2",
  Switzerland: "switzerlandnorth switzerlandwest eu-central-2",
  Canada: "canadacentral canadaeast ca-central-1 ca-west-1",
  Mexico: "mexicocentral mx-central-1",
  Brazil: "brazilsouth brazilsoutheast sa-east-1",
  Chile: "chilecentral",
  Japan: "japaneast japanwest ap-northeast-1 ap-northeast-3",
  Korea: "koreacentral koreasouth ap-northeast-2",
  India: "centralindia southindia westindia jioindiawest jioindiacentral ap-south-1 ap-south-2",
  Singapore: "southeastasia ap-southeast-1",
  "Hong Kong": "eastasia ap-east-1",
  Taiwan: "taiwannorth ap-east-2",
  Indonesia: "indonesiacentral ap-southeast-3",
  Malaysia: "malaysiawest ap-southeast-5",
  Thailand: "ap-southeast-7",
  Australia: "australiaeast australiasoutheast australiacentral australiacentral2 ap-southeast-2 ap-southeast-4",
  "New Zealand": "newzealandnorth ap-southeast-6",
  Israel: "israelcentral il-central-1",
  "the United Arab Emirates": "uaenorth uaecentral me-central-1",
  Bahrain: "me-south-1",
  Qatar: "qatarcentral",
  "South Africa": "southafricanorth southafricawest af-south-1",
  China: "chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3 cn-north-1 cn-northwest-1",
};

const GEOGRAPHY_OF = new Map(
  Object.entries(GEOGRAPHIES).flatMap(([geography, regions]) => regions.split(" ").map((each) => [each, geography])),
);

/** Under whose law on data a region is; undefined for a region that the table does not have. */
export function geographyOf(region: string): string | undefined {
  return GEOGRAPHY_OF.get(plain(region));
}
