import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** A model must be run where its account is, unless a wider zone is allowed. Without a SKU it is. */
export const rule = resourceRule({
  name: "model-deployment-residency",
  pack: "governance",
  enforcement: "production",
  severity: "high",
  description: "A model must be run in the region of its account.",
  why: "a global deployment may send what users write to any region, a data zone to any of its countries",
  fix: 'set sku.name to "Standard" or "ProvisionedManaged", or add a data zone to allowedSkuNames',
  references: ["Azure OpenAI deployment types", "LLM02"],
  kinds: ["azure-native:cognitiveservices:Deployment"],
  knobs: {
    allowedSkuNames: z
      .array(z.string())
      .default(["Standard", "ProvisionedManaged"])
      .describe("Types of deployment that keep data where it may be; add DataZoneStandard for a zone."),
  },
  check({ props: { sku } }, { allowedSkuNames }) {
    if (sku?.name === undefined || allowedSkuNames.includes(sku.name)) return [];
    return [{ path: "sku.name", got: sku.name, want: `one of ${allowedSkuNames.join(", ")}` }];
  },
});
