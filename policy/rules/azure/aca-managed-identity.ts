import { z } from "zod";
import { resourceRule } from "../../lib/rule.ts";

/** An app or a job must have an identity, so that it needs no key for anything. */
export const rule = resourceRule({
  name: "aca-managed-identity",
  pack: "security",
  enforcement: "production",
  severity: "medium",
  description: "A container app and a job must have a managed identity.",
  why: "without one it can reach its state, its messages and its secrets by keys alone",
  fix: "set identity to a user-assigned identity that has the roles it needs",
  references: ["AZR-000361", "AZP b874ab2d"],
  kinds: ["azure-native:app:ContainerApp", "azure-native:app:Job"],
  knobs: {
    userAssigned: z
      .boolean()
      .default(false)
      .describe("Whether it must be a user-assigned one, which has its roles before the app starts."),
  },
  check({ props }, { userAssigned }) {
    const type = props.identity?.type;
    if (type?.includes(userAssigned ? "UserAssigned" : "Assigned")) return [];
    return [{ path: "identity.type", got: type, want: userAssigned ? '"UserAssigned"' : "an identity" }];
  },
  remediate(props, { userAssigned }) {
    if (userAssigned || props.identity?.type?.includes("Assigned")) return;
    props.identity = { type: "SystemAssigned" };
  },
});
