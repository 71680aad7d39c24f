import * as pulumi from "@pulumi/pulumi";
import { teamOf } from "../../agent.ts";
import { PLATFORM_NAMESPACE } from "../../cluster/addonNames.ts";
import type { EnterpriseSettings } from "../../settings.ts";
import { AwsCloud } from "./awsCloud.ts";
import { AzureCloud } from "./azureCloud.ts";
import type { Cloud, CloudArgs } from "./cloud.ts";
import { ExistingCloud } from "./existingCloud.ts";

/** The cluster that the settings ask for, with all that it stands on. */
export function makeCloud(
  name: string,
  settings: EnterpriseSettings,
  labels: Record<string, string>,
  velero: boolean,
  opts: pulumi.ComponentResourceOptions,
): Cloud {
  const { agents, owner, environment, secrets, enterprise } = settings;
  const { cluster } = enterprise;
  const common: CloudArgs = {
    base: `${pulumi.getProject()}-${pulumi.getStack()}`,
    agents,
    teams: Object.fromEntries(agents.map((agent) => [agent.name, teamOf(agent, owner)])),
    tags: { owner, environment, tier: settings.tier, stack: pulumi.getStack(), "managed-by": "pulumi" },
    labels,
    secrets,
    velero,
  };
  switch (cluster.provider) {
    case "aks":
      return new AzureCloud(
        name,
        { ...common, cluster, settings: enterprise, platformNamespace: PLATFORM_NAMESPACE },
        opts,
      );
    case "eks":
      return new AwsCloud(name, { ...common, cluster, settings: enterprise }, opts);
    case "existing":
      return new ExistingCloud(name, { ...common, cluster }, opts);
  }
}
