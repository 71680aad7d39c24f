import { dirname, join } from "node:path";
import { Provider } from "@pulumi/aws/provider.js";
import { Provider as ClusterProvider } from "@pulumi/kubernetes/provider.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Where } from "../../components/infra/aws/where.ts";
import { auditPlan } from "../../sandbox/plan/policies.ts";
import { type Recorded, recordProgram } from "./program.ts";

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";
export const TAGS = { owner: "agents", environment: "production", "managed-by": "pulumi" };

/** Where components under test lie. */
export const WHERE: Where = { region: REGION, accountId: ACCOUNT, tags: TAGS, protect: true };

/** What every resource there has in common, as inputs. */
export const PLACED = { region: REGION, tags: TAGS };

/** ARN of a key that a component under test is given. */
export const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/data`;

/** URN of the provider that components under test are given. */
export const PROVIDER = "urn:pulumi:dev::daca::pulumi:providers:aws::aws";

/** Cluster that a component under test is given. */
export const CLUSTER = {
  clusterName: "daca-production",
  clusterArn: `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/daca-production`,
};

/** Kinds that AWS has everywhere at once. */
const GLOBAL = /^aws:(iam|budgets)\//;

/** Records a component below explicit providers of AWS and of a cluster, both in no region of their own. */
export function recordInAws(
  make: (opts: pulumi.ComponentResourceOptions) => unknown,
  options: { preview?: boolean } = {},
): Promise<Recorded> {
  return recordProgram(() => {
    const aws = new Provider("aws", { allowedAccountIds: [ACCOUNT] });
    const cluster = new ClusterProvider("cluster", {
      kubeconfig: "server: https://cluster.example",
      context: "cluster",
    });
    return make({ providers: { aws, kubernetes: cluster } });
  }, options);
}

/** Names of the resources that lie in no region or in another one, though they could lie in this one. */
export function elsewhere({ resources }: Recorded, region = REGION): string[] {
  return resources
    .filter(({ type, inputs }) => type.startsWith("aws:") && !GLOBAL.test(type) && inputs.region !== region)
    .map(({ name }) => name);
}

/** Names of the resources of AWS that were made by another provider than the explicit one. */
export function astray({ resources }: Recorded): string[] {
  return resources
    .filter(({ type, provider }) => type.startsWith("aws:") && provider !== PROVIDER)
    .map(({ name }) => name);
}

/** Names of the protected resources. */
export function protectedOnes({ resources }: Recorded): string[] {
  return resources.filter(({ protect }) => protect).map(({ name }) => name);
}

/** What the policies of the enterprise tier find, as `level policy resource path`. */
export async function findings({ resources }: Recorded): Promise<string[]> {
  const root = join(dirname(import.meta.dirname), "..");
  const { found } = await auditPlan(root, "enterprise", resources);
  return found.judgements
    .flatMap((each) =>
      each.state === "violated"
        ? [`${each.level} ${each.rule.name} ${each.resource.name} ${each.finding.path}`.trimEnd()]
        : [],
    )
    .toSorted();
}
