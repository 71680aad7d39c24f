/**
 * The type of a resource without what differs between SDKs and API versions, so that one rule meets them all:
 * `kubernetes:apps/v1:DeploymentPatch` is `kubernetes:apps:Deployment`, `azure-native:app/v20240301:ContainerApp` and
 * `azure-native_app_v20240301:app:ContainerApp` are `azure-native:app:ContainerApp`, `aws:s3/bucketV2:BucketV2` is
 * `aws:s3:Bucket`. Any other type is its own kind.
 */
export function kindOf(type: string): string {
  const [provider = "", module = "", name = ""] = type.split(":");
  const area = module.split("/")[0] ?? "";
  if (provider === "kubernetes") return `kubernetes:${area}:${name.replace(/Patch$/, "")}`;
  if (/^azure-native(_|$)/.test(provider)) {
    // Version 2 of the provider kept all of Cosmos DB in this module.
    return `azure-native:${area === "documentdb" ? "cosmosdb" : area}:${name}`;
  }
  if (provider === "aws") return `aws:${area}:${area === "s3" ? name.replace(/V2$/, "") : name}`;
  return type;
}
