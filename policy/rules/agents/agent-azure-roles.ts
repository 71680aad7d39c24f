import { z } from "zod";
import { hasSystemIdentity, identityUses, managedIdentity } from "../../lib/agents/agentIdentities.ts";
import { AGENT_SELECTOR, isAgent } from "../../lib/agents/agents.ts";
import type { Resource } from "../../lib/resource.ts";
import { stackRule } from "../../lib/rule.ts";

/** Built-in roles by id that read or send data and change no resource. */
const DATA_ROLES = {
  AcrPull: "7f951dda-4ed3-4680-a7ca-43fe172d538d",
  "Cognitive Services OpenAI User": "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
  "Monitoring Metrics Publisher": "3913510d-42f4-4e42-8a64-420c390055eb",
  "Service Bus Data Receiver": "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  "Service Bus Data Sender": "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
};

/**
 * An identity that an agent's code can act as may have data roles alone. A role assignment is the identity's if it waits
 * for it: the id that it is given to is known only to Azure.
 */
export const rule = stackRule({
  name: "agent-azure-roles",
  pack: "security",
  enforcement: "production",
  severity: "critical",
  description: "An agent must have no role in Azure beyond those for the data that it works on.",
  why: "a prompt could make it change resources, or give itself more rights",
  fix: "assign a data role such as Service Bus Data Sender on the one resource, or list the role's id under allowedRoles",
  references: ["LLM06", "ASI03"],
  knobs: {
    ...AGENT_SELECTOR,
    allowedRoles: z
      .array(z.string())
      .default(Object.values(DATA_ROLES))
      .describe("Ids (GUID) of the roles that an agent may have."),
  },
  check(stack, { agentSelector, allowedRoles }) {
    const used = identityUses(stack, agentSelector).filter((use) => use.sort === "managed identity" && use.isAgent);
    const users = new Map(used.map(({ identity, user }) => [identity, user]));
    const userOf = (urn: string, { props }: RoleAssignment): string | undefined => {
      const resource = stack.find(urn);
      if (resource?.kind === "azure-native:managedidentity:UserAssignedIdentity") {
        const { resourceGroupName, resourceName } = resource.props as Resource<typeof resource.kind>["props"];
        // Who may do what to the identity is another matter.
        if (resourceName !== undefined && props.scope?.endsWith(`/userAssignedIdentities/${resourceName}`))
          return undefined;
        return users.get(managedIdentity(resourceGroupName, resourceName));
      }
      return resource && isAgent(resource, agentSelector) && hasSystemIdentity(resource) ? resource.name : undefined;
    };
    return stack.of("azure-native:authorization:RoleAssignment").flatMap((resource) => {
      const [user] = resource.options.dependencies.flatMap((urn) => userOf(urn, resource) ?? []);
      const got = resource.props.roleDefinitionId?.split("/").at(-1);
      if (user === undefined || allowedRoles.includes(got?.toLowerCase() ?? "")) return [];
      return [{ resource, path: "roleDefinitionId", got, want: `a role for data alone: ${user} is an agent` }];
    });
  },
});

type RoleAssignment = Resource<"azure-native:authorization:RoleAssignment">;
