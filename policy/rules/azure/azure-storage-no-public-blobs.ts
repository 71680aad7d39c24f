import type { PropsOf } from "../../lib/kinds/index.ts";
import { resourceRule } from "../../lib/rule.ts";

const ACCOUNT = "azure-native:storage:StorageAccount";
const CONTAINER = "azure-native:storage:BlobContainer";

/** No file may be readable by anybody. Neither an account nor a container allows it unless it is told to. */
export const rule = resourceRule({
  name: "azure-storage-no-public-blobs",
  pack: "security",
  enforcement: "always",
  severity: "critical",
  description: "A storage account must not let strangers read its blobs.",
  why: "anybody who guesses an address reads what agents have stored",
  fix: "remove allowBlobPublicAccess from the account, and publicAccess from containers",
  references: ["CKV_AZURE_34", "CKV_AZURE_59", "CKV_AZURE_190", "CKV2_AZURE_47"],
  kinds: [ACCOUNT, CONTAINER],
  check(resource) {
    if (resource.kind === ACCOUNT) {
      const got = resource.props.allowBlobPublicAccess;
      return got === true ? [{ path: "allowBlobPublicAccess", got, want: "false" }] : [];
    }
    const { publicAccess: got = "None" } = resource.props;
    return got === "None" ? [] : [{ path: "publicAccess", got, want: '"None"' }];
  },
  remediate(props, _knobs, kind) {
    const { allowBlobPublicAccess, publicAccess } = props as Partial<
      PropsOf<typeof ACCOUNT> & PropsOf<typeof CONTAINER>
    >;
    if (kind === ACCOUNT && allowBlobPublicAccess === true) Object.assign(props, { allowBlobPublicAccess: false });
    if (kind === CONTAINER && publicAccess !== undefined) Object.assign(props, { publicAccess: "None" });
  },
});
