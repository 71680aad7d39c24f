import type { AddonContext } from "../../cluster/addon.ts";
import type { AddonName } from "../../cluster/addonNames.ts";
import { storageClassOf } from "../../cluster/classes.ts";
import type { EnterpriseSettings } from "../../settings.ts";
import type { Cloud } from "./cloud.ts";

/** What the values of the add-ons depend on. */
export function addonContext(
  cloud: Cloud,
  { enterprise }: EnterpriseSettings,
  installed: readonly AddonName[],
  labels: Record<string, string>,
  teams: readonly string[],
): AddonContext {
  const { platform, clusterName, region, backups } = cloud;
  const storageClass = cloud.storageClass ?? storageClassOf(platform.cloud);
  const tracesEndpoint = enterprise.traces?.endpoint;
  return {
    cluster: clusterName,
    ...(region === undefined ? {} : { region }),
    platform,
    labels,
    installed,
    teams,
    ...(storageClass === undefined ? {} : { storageClass }),
    ...(tracesEndpoint === undefined ? {} : { tracesEndpoint }),
    ...(backups === undefined ? {} : { backups }),
    identities: cloud.addonIdentities,
  };
}
