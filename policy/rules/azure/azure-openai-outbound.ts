import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A model's account must not fetch from, or write to, where it is told to by a prompt. */
export const rule = resourceRule({
  name: "azure-openai-outbound",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "An account for models must reach only hosts that are named.",
  why: "a prompt can make it fetch a URL, and so carry data out",
  fix: "set properties.restrictOutboundNetworkAccess to true and properties.allowedFqdnList to what it needs",
  references: ["CKV_AZURE_247", "LLM02"],
  kinds: ["azure-native:cognitiveservices:Account"],
  knobs: {
    allowedFqdns: z.array(z.string()).default([]).describe("Hosts that may be named; any where empty."),
  },
  check({ props: { properties } }, { allowedFqdns }) {
    const { restrictOutboundNetworkAccess: got, allowedFqdnList = [] } = properties ?? {};
    const findings: Finding[] = [];
    if (got !== true) findings.push({ path: "properties.restrictOutboundNetworkAccess", got, want: "true" });
    for (const [index, host] of allowedFqdnList.entries()) {
      if (host === undefined || allowedFqdns.length === 0 || allowedFqdns.includes(host)) continue;
      findings.push({ path: `properties.allowedFqdnList[${index}]`, got: host, want: "a host among allowedFqdns" });
    }
    return findings;
  },
});
