/**
 * The part of @pulumi/pulumi that @pulumi/policy uses. Bundled in the place of the whole, which would bring the
 * Automation API, npm and a compiler into every pack: 7 MB instead of 3.
 */
export * as asset from "@pulumi/pulumi/asset/index.js";
export { Output } from "@pulumi/pulumi/output.js";
