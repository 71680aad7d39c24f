/** Where an AWS resource is, and what all of them share. */
export interface Where {
  /** AWS region, such as `eu-west-1`. Every resource that has a region gets it, so that one provider serves several. */
  region: string;
  /** The 12 digits of the account. Policies name resources by it before they exist. */
  accountId: string;
  tags: Record<string, string>;
  /** Whether what holds data is protected from being deleted with its stack. */
  protect: boolean;
}

/** The arguments that every resource with a region and tags takes. */
export function placed({ region, tags }: Where): { region: string; tags: Record<string, string> } {
  return { region, tags };
}

/** Tags that also show a name in the console. */
export function named({ tags }: Pick<Where, "tags">, name: string): Record<string, string> {
  return { ...tags, Name: name };
}

/** The part of AWS that a region belongs to, as ARNs begin: China and the clouds of governments are apart. */
export function partitionOf(region: string): string {
  const [, partition] = PARTITIONS.find(([prefix]) => region.startsWith(prefix)) ?? [];
  return partition ?? "aws";
}

const PARTITIONS = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
] as const;

/** ARN of a resource in its region and account: `arnOf(where, "sqs", "writer")`. */
export function arnOf({ region, accountId }: Pick<Where, "region" | "accountId">, service: string, resource: string) {
  return `arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of a policy of AWS itself, by its name. */
export function managedPolicyArn({ region }: Pick<Where, "region">, policy: string): string {
  return `arn:${partitionOf(region)}:iam::aws:policy/${policy}`;
}
