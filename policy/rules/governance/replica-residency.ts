import { allowedRegions, geographyOf, isOneOf, REGION_KNOBS } from "../../lib/residency/regions.ts";
import { replicasOf } from "../../lib/residency/replicas.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/**
 * Copies of data must stay in the regions of the list. Without a list, a copy under another law than the data's home is
 * advice; where either region is not in the table of laws, nothing is said.
 */
export const rule = stackRule({
  name: "replica-residency",
  pack: "governance",
  enforcement: "production",
  severity: "high",
  description: "Copies of data must stay in regions that are allowed for it.",
  why: "data leaves the law that it was collected under without anyone deciding so",
  fix: "remove the region from the copies, or add it to regions",
  references: ["AZR Azure.Cosmos.ReplicaLocation", "AZR Azure.ACR.ReplicaLocation", "AZP 0473574d"],
  knobs: REGION_KNOBS,
  check: (stack, knobs) =>
    replicasOf(stack).flatMap(({ resource, path, region, home }): StackFinding[] => {
      if (region === undefined) return [];
      const allowed = allowedRegions(resource.props as { tags?: unknown }, knobs);
      if (allowed.length > 0) {
        return isOneOf(region, allowed) ? [] : [{ resource, path, got: region, want: `one of ${allowed.join(", ")}` }];
      }
      const [law, lawAtHome] = [geographyOf(region), geographyOf(home ?? "")];
      if (law === undefined || lawAtHome === undefined || law === lawAtHome) return [];
      return [{ resource, path, got: region, want: `a region in ${lawAtHome}, as ${home} is`, advisory: true }];
    }),
});
