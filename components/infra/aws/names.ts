/** Longest name that all of the kinds below take: a bucket's and a database cluster's 63, less what is appended. */
const LONGEST_BASE = 32;

/** Names by which others find a stack's resources in a region. What nobody looks up gets its name from Pulumi. */
export interface AwsNames {
  cluster: string;
  database: string;
  /** Buckets share one space of names with all accounts of AWS, so these name account and region. */
  backups: string;
  accessLogs: string;
  /** Start of the names of secrets, without a slash at its end. */
  secrets: string;
  /** Start of the names of image repositories. */
  images: string;
  budget: string;
}

/**
 * The names of a stack's resources in a region. They start with a letter, hold lowercase letters, digits and single
 * hyphens, and are never too long: the stack's part gives way.
 * @param base what the stack is called, any text
 */
export function awsNames(base: string, { region, accountId }: { region: string; accountId: string }): AwsNames {
  const words = base
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");
  const stack = (words.replace(/^[^a-z]+/, "") || "stack").slice(0, LONGEST_BASE).replace(/-$/, "");
  return {
    cluster: stack,
    database: `${stack}-db`,
    backups: bucketName(stack, "bk", accountId, region),
    accessLogs: bucketName(stack, "al", accountId, region),
    secrets: stack,
    images: stack,
    budget: `${stack}-${region}`,
  };
}

/** At most 63 characters: the longest region has 14. */
function bucketName(stack: string, role: string, accountId: string, region: string): string {
  const end = `-${role}-${accountId}-${region}`;
  return `${stack.slice(0, 63 - end.length).replace(/-$/, "")}${end}`;
}
