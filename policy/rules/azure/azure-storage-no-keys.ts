import { z } from "zod";
import { type Finding, resourceRule } from "../../lib/rule.ts";

const SAFE = ["TLS1_2", "TLS1_3"];

/** A storage account must be reached by identity, and over a TLS that is not broken. */
export const rule = resourceRule({
  name: "azure-storage-no-keys",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A storage account must be reached by identity alone and over TLS 1.2.",
  why: "whoever finds a key, or a link signed with it, owns every file, and nobody sees who it was",
  fix: 'set allowSharedKeyAccess to false and minimumTlsVersion to "TLS1_2", and leave enableHttpsTrafficOnly alone',
  references: ["CKV_AZURE_3", "CKV_AZURE_44", "CKV2_AZURE_40"],
  kinds: ["azure-native:storage:StorageAccount"],
  knobs: {
    allowSharedKey: z
      .array(z.string())
      .default([])
      .describe("Names of accounts that may have keys, such as those of file shares that apps mount."),
  },
  check({ name, props }, { allowSharedKey }) {
    const { allowSharedKeyAccess: keys, enableHttpsTrafficOnly, minimumTlsVersion: tls } = props;
    const findings: Finding[] = [];
    if (keys !== false && !allowSharedKey.includes(props.accountName ?? name)) {
      findings.push({ path: "allowSharedKeyAccess", got: keys, want: "false" });
    }
    if (enableHttpsTrafficOnly === false) findings.push({ path: "enableHttpsTrafficOnly", got: false, want: "true" });
    if (!SAFE.includes(tls ?? "")) findings.push({ path: "minimumTlsVersion", got: tls, want: '"TLS1_2"' });
    return findings;
  },
  remediate(props, { allowSharedKey }) {
    if (!allowSharedKey.includes(props.accountName ?? "")) props.allowSharedKeyAccess = false;
    if (props.enableHttpsTrafficOnly === false) props.enableHttpsTrafficOnly = true;
    if (!SAFE.includes(props.minimumTlsVersion ?? "")) props.minimumTlsVersion = "TLS1_2";
  },
});
