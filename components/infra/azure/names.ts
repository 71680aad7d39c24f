/** What Azure allows in a name: learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules. */
interface NameRule {
  /** Says what the thing is, in a list of many: the Cloud Adoption Framework's abbreviation. */
  abbreviation: string;
  longest: number;
  /** Whether hyphens are allowed; the rest is always lowercase letters and digits. */
  hyphens: boolean;
  /** Whether the name must be unique in all of Azure, and so needs a random part. */
  global: boolean;
}

const RULES = {
  resourceGroup: { abbreviation: "rg", longest: 90, hyphens: true, global: false },
  logWorkspace: { abbreviation: "log", longest: 63, hyphens: true, global: false },
  appInsights: { abbreviation: "appi", longest: 260, hyphens: true, global: false },
  identity: { abbreviation: "id", longest: 128, hyphens: true, global: false },
  containerRegistry: { abbreviation: "cr", longest: 50, hyphens: false, global: true },
  keyVault: { abbreviation: "kv", longest: 24, hyphens: true, global: true },
  cosmosAccount: { abbreviation: "cosmos", longest: 44, hyphens: true, global: true },
  serviceBusNamespace: { abbreviation: "sbns", longest: 50, hyphens: true, global: true },
  containerAppsEnvironment: { abbreviation: "cae", longest: 60, hyphens: true, global: false },
  // Its DNS prefix is the same, and has at most 54.
  kubernetesCluster: { abbreviation: "aks", longest: 54, hyphens: true, global: false },
  postgresServer: { abbreviation: "psql", longest: 63, hyphens: true, global: true },
  storageAccount: { abbreviation: "st", longest: 24, hyphens: false, global: true },
  virtualNetwork: { abbreviation: "vnet", longest: 64, hyphens: true, global: false },
  networkSecurityGroup: { abbreviation: "nsg", longest: 80, hyphens: true, global: false },
  natGateway: { abbreviation: "ng", longest: 80, hyphens: true, global: false },
  publicAddress: { abbreviation: "pip", longest: 80, hyphens: true, global: false },
  privateEndpoint: { abbreviation: "pep", longest: 64, hyphens: true, global: false },
  actionGroup: { abbreviation: "ag", longest: 260, hyphens: true, global: false },
  budget: { abbreviation: "budget", longest: 63, hyphens: true, global: false },
} satisfies Record<string, NameRule>;

/** A kind of Azure resource that is named after the stack. */
export type NamedKind = keyof typeof RULES;

/** Characters of the random part. 36^6 names: two stacks of one name collide once in two billion. */
export const SUFFIX_LENGTH = 6;

/**
 * The name of a stack's resource of one kind, such as `daca-prototype-kv-x7k2m9`.
 * It always starts with a letter, ends with a letter or digit, has no two hyphens in a row, and is never too long:
 * the stack's part gives way, the kind, the role and the random part stay.
 * @param base what the stack is called, any text
 * @param suffix lowercase letters and digits that make the name unique in Azure
 * @param role tells apart several of a kind, such as `run` and `pull` identities
 */
export function azureName(kind: NamedKind, base: string, suffix: string, role?: string): string {
  const { abbreviation, longest, hyphens, global } = RULES[kind];
  const separator = hyphens ? "-" : "";
  const end = [abbreviation, role, global ? suffix : undefined].filter((part) => part !== undefined).join(separator);
  const words = base
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  // A stack may be called 123, and a name of only a few letters is too short for some kinds.
  const start = words.join(separator).replace(/^[^a-z]+/, "") || "stack";
  const room = longest - end.length - separator.length;
  const cut = start.slice(0, room).replace(/-$/, "");
  return `${cut}${separator}${end}`;
}
