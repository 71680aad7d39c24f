import { z } from "zod";
import { referredBy } from "../../lib/azure/azureId.ts";
import { type StackFinding, stackRule } from "../../lib/rule.ts";

/** An account's blobs must be kept for some days after they are deleted, which a resource of its own says. */
export const rule = stackRule({
  name: "azure-storage-soft-delete",
  pack: "reliability",
  enforcement: "production",
  severity: "medium",
  description: "A storage account must keep blobs for some days after they are deleted.",
  why: "what an agent deletes by mistake is gone",
  fix: "add BlobServiceProperties with deleteRetentionPolicy.enabled and days",
  references: ["CKV2_AZURE_38"],
  knobs: {
    minDays: z.int().min(1).max(365).default(7).describe("Fewest days that deleted blobs are kept."),
  },
  check(stack, { minDays }) {
    const accounts = stack.of("azure-native:storage:StorageAccount");
    const services = stack.of("azure-native:storage:BlobServiceProperties");
    const described = new Set(
      services.flatMap((each) => referredBy(each, accounts, () => each.props.accountName)).map(({ urn }) => urn),
    );
    const lacking = accounts
      .filter(({ urn, props }) => props.kind !== "FileStorage" && !described.has(urn))
      .map((account): StackFinding => ({ resource: account, path: "", want: "BlobServiceProperties", absent: true }));
    const forgetful = services.flatMap((service): StackFinding[] => {
      const { enabled, days } = service.props.deleteRetentionPolicy ?? {};
      const at = "deleteRetentionPolicy";
      if (enabled !== true) return [{ resource: service, path: `${at}.enabled`, got: enabled, want: "true" }];
      if (days !== undefined && days >= minDays) return [];
      return [{ resource: service, path: `${at}.days`, got: days, want: `at least ${minDays}` }];
    });
    return [...lacking, ...forgetful];
  },
});
