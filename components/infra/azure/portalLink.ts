import * as pulumi from "@pulumi/pulumi";

/** Page of a resource in the Azure portal. */
export function portalLink(resourceId: pulumi.Input<string>, page = "overview"): pulumi.Output<string> {
  return pulumi.interpolate`https://portal.azure.com/#resource${resourceId}/${page}`;
}
