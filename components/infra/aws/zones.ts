import * as pulumi from "@pulumi/pulumi";

/**
 * Availability zones by their ids, which mean the same place in every account; `us-east-1a` does not. Left out are
 * those in which EKS runs no control plane: use1-az3, usw1-az2, cac1-az3
 * (docs.aws.amazon.com/eks/latest/userguide/network-reqs.html).
 */
const ZONES: Record<string, readonly string[]> = {
  "us-east-1": ["use1-az1", "use1-az2", "use1-az4"],
  "us-east-2": ["use2-az1", "use2-az2", "use2-az3"],
  "us-west-1": ["usw1-az1", "usw1-az3"],
  "us-west-2": ["usw2-az1", "usw2-az2", "usw2-az3"],
  "ca-central-1": ["cac1-az1", "cac1-az2", "cac1-az4"],
  "sa-east-1": ["sae1-az1", "sae1-az2", "sae1-az3"],
  "eu-west-1": ["euw1-az1", "euw1-az2", "euw1-az3"],
  "eu-west-2": ["euw2-az1", "euw2-az2", "euw2-az3"],
  "eu-west-3": ["euw3-az1", "euw3-az2", "euw3-az3"],
  "eu-central-1": ["euc1-az1", "euc1-az2", "euc1-az3"],
  "eu-north-1": ["eun1-az1", "eun1-az2", "eun1-az3"],
  "ap-south-1": ["aps1-az1", "aps1-az2", "aps1-az3"],
  "ap-southeast-1": ["apse1-az1", "apse1-az2", "apse1-az3"],
  "ap-southeast-2": ["apse2-az1", "apse2-az2", "apse2-az3"],
  "ap-northeast-1": ["apne1-az1", "apne1-az2", "apne1-az4"],
  "ap-northeast-2": ["apne2-az1", "apne2-az2", "apne2-az3"],
};

/**
 * Ids of the first zones of a region.
 * @throws {RunError} when the region is not in the table or has fewer
 */
export function zonesOf(region: string, count: number): string[] {
  const zones = ZONES[region] ?? [];
  if (zones.length >= count) return zones.slice(0, count);
  const known = Object.keys(ZONES).filter((each) => (ZONES[each]?.length ?? 0) >= count);
  throw new pulumi.RunError(
    `${region} has ${zones.length} known zones, expected ${count}: choose one of ${known.join(", ")}, or fewer zones`,
  );
}
