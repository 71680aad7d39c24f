import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as allowedRegions } from "./allowed-regions.ts";
import { rule as autoscaleCeilings } from "./autoscale-ceilings.ts";
import { rule as budgetPresent } from "./budget-present.ts";
import { rule as llmHostAllowlist } from "./llm-host-allowlist.ts";
import { rule as modelDeploymentResidency } from "./model-deployment-residency.ts";
import { rule as protectStateful } from "./protect-stateful.ts";
import { rule as pvcStorageClass } from "./pvc-storage-class.ts";
import { rule as replicaResidency } from "./replica-residency.ts";
import { rule as requiredLabels } from "./required-labels.ts";
import { rule as requiredTags } from "./required-tags.ts";
import { rule as skuByEnvironment } from "./sku-by-environment.ts";
import { rule as storageClassEncrypted } from "./storage-class-encrypted.ts";

export const rules: Rule[] = [
  allowedRegions,
  replicaResidency,
  modelDeploymentResidency,
  llmHostAllowlist,
  requiredTags,
  requiredLabels,
  budgetPresent,
  autoscaleCeilings,
  skuByEnvironment,
  protectStateful,
  pvcStorageClass,
  storageClassEncrypted,
];

export const departures: Departure[] = [
  {
    row: "replica-residency",
    policies: ["replica-residency"],
    why: "Replication of Log Analytics and peers of clusters are left out: the one has no input in the provider's version, the others hold no data.",
  },
  {
    row: "data-processing-residency",
    policies: ["model-deployment-residency", "llm-host-allowlist"],
    why: "Where a model runs and where prompts are sent are decided by different resources, and only the second needs a list.",
  },
  {
    row: "required-tags-and-labels",
    policies: ["required-tags", "required-labels"],
    why: "Tags are demanded and labels advised; the project's own tags are the default, and cost-center or data-class are a matter of config.",
  },
  {
    row: "autoscale-and-quota-ceilings",
    policies: [
      "autoscale-ceilings",
      "hpa-min-and-range",
      "aca-scale-bounds",
      "model-deployment-guard",
      "cosmos-throughput-cap",
      "ns-quota",
    ],
    why: "Each ceiling is checked where the rest of its setting is; what no other policy has, nodes and jobs, is checked here.",
  },
  {
    row: "sku-allowlist-by-env",
    policies: ["sku-by-environment"],
    why: "It lists what does not fit an environment, as a list of all that does would be out of date at once.",
  },
  {
    row: "protect-stateful",
    policies: ["protect-stateful", "pvc-storage-class", "storage-class-encrypted"],
    why: "Protection is an option of a resource, and the class of a volume is an input of another.",
  },
  {
    row: "exemption-and-config-hygiene",
    policies: [],
    why: "A policy sees nothing of the others' config, so what sets it up checks it: plan, rehearse and policy refuse unknown names and knobs, an exemption without a reason, an owner or an end, and one that ended or is longer than a year, and list those that excuse nothing; a pack reports a config that it cannot use as mandatory, and says of a finding when its exemption ended.",
  },
];
