import { RoleDefinition } from "@pulumi/azure-native/authorization/index.js";
import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";

/** The prototype with a database that takes keys and a role that may do everything. */
export default async function keysAndWildcards(): Promise<Record<string, unknown>> {
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === "azure-native:cosmosdb:DatabaseAccount"
      ? { props: { ...props, disableLocalAuth: false }, opts }
      : undefined,
  );
  const outputs = await program();
  new RoleDefinition("everything", {
    scope: "/subscriptions/00000000-0000-4000-8000-000000000001",
    roleName: "everything",
    permissions: [{ actions: ["*"] }],
  });
  return outputs;
}
