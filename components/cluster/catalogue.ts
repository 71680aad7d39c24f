import type { Addon } from "./addon.ts";
import type { AddonName } from "./addonNames.ts";
import { argocd } from "./addons/argocd.ts";
import { argoRollouts } from "./addons/argoRollouts.ts";
import { certManager } from "./addons/certManager.ts";
import { chaosMesh } from "./addons/chaosMesh.ts";
import { collector } from "./addons/collector.ts";
import { dapr } from "./addons/dapr.ts";
import { externalSecrets } from "./addons/externalSecrets.ts";
import { keda } from "./addons/keda.ts";
import { metricsServer } from "./addons/metricsServer.ts";
import { monitoring } from "./addons/monitoring.ts";
import { opencost } from "./addons/opencost.ts";
import { trustManager } from "./addons/trustManager.ts";
import { velero } from "./addons/velero.ts";
import { verticalPodAutoscaler } from "./addons/verticalPodAutoscaler.ts";

/** The one place that says what third-party software a cluster gets, and in which version. */
export const CATALOGUE: Record<AddonName, Addon> = {
  argocd,
  argoRollouts,
  certManager,
  chaosMesh,
  collector,
  dapr,
  externalSecrets,
  keda,
  metricsServer,
  monitoring,
  opencost,
  trustManager,
  velero,
  verticalPodAutoscaler,
};
