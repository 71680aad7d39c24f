import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

/**
 * A cluster should be of a version with standard support. AWS upgrades it in time by itself when told so; which
 * versions those are changes by the month, so that a lowest one is asked for only when configured.
 */
export const rule = resourceRule({
  name: "eks-version-supported",
  pack: "reliability",
  enforcement: "advice",
  severity: "medium",
  description: "An EKS cluster should be of a version that has standard support.",
  why: "extended support costs six times as much, and after it AWS upgrades when it suits AWS",
  fix: 'set upgradePolicy.supportType to "STANDARD", and version to one that is not too old',
  references: ["CKV_AWS_339"],
  kinds: ["aws:eks:Cluster"],
  knobs: {
    minVersion: z
      .string()
      .regex(/^\d+\.\d+$/, "a version such as 1.34")
      .optional()
      .describe("Lowest version, such as 1.34. Without it, any that AWS takes."),
  },
  check({ props: { upgradePolicy, version } }, { minVersion }) {
    const findings: Finding[] = [];
    if (upgradePolicy?.supportType !== "STANDARD") {
      findings.push({ path: "upgradePolicy.supportType", got: upgradePolicy?.supportType, want: '"STANDARD"' });
    }
    if (minVersion !== undefined && version !== undefined && minorOf(version) < minorOf(minVersion)) {
      findings.push({ path: "version", got: version, want: `at least ${minVersion}` });
    }
    return findings;
  },
});

function minorOf(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1000 + minor;
}
