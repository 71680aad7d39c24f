import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/** A workspace must keep logs long enough, and neither too long nor without end a day. */
export const rule = resourceRule({
  name: "azure-log-bounds",
  pack: "governance",
  enforcement: "advice",
  severity: "low",
  description: "A log workspace must have bounds on how long it keeps logs and how much it takes a day.",
  why: "an agent that logs in a loop costs more than the model it calls, or the logs are gone when they are needed",
  fix: "set retentionInDays and workspaceCapping.dailyQuotaGb",
  references: ["LLM10"],
  kinds: ["azure-native:operationalinsights:Workspace"],
  knobs: {
    minDays: z.int().min(1).default(30).describe("Fewest days that logs are kept."),
    maxDays: z.int().min(1).default(730).describe("Most days that logs are kept."),
    dailyGb: z.number().positive().default(10).describe("Most gigabytes that it takes a day."),
  },
  check({ props: { retentionInDays: days, workspaceCapping } }, { minDays, maxDays, dailyGb }) {
    const findings: Finding[] = [];
    if (days === undefined || days < minDays || days > maxDays) {
      findings.push({ path: "retentionInDays", got: days, want: `between ${minDays} and ${maxDays}` });
    }
    const quota = workspaceCapping?.dailyQuotaGb;
    if (!isWithin(quota, dailyGb)) {
      findings.push({ path: "workspaceCapping.dailyQuotaGb", got: quota, want: `at most ${dailyGb}` });
    }
    return findings;
  },
  remediate(props, { dailyGb }) {
    if (!isWithin(props.workspaceCapping?.dailyQuotaGb, dailyGb)) props.workspaceCapping = { dailyQuotaGb: dailyGb };
  },
});

/** -1 is no quota. */
function isWithin(quota: number | undefined, most: number): boolean {
  return quota !== undefined && quota >= 0 && quota <= most;
}
