import type { Departure, Rule } from "../../lib/rule.ts";
import { rule as agentApprovalPath } from "./agent-approval-path.ts";
import { rule as agentAwsActions } from "./agent-aws-actions.ts";
import { rule as agentAzureRoles } from "./agent-azure-roles.ts";
import { rule as agentBundleComplete } from "./agent-bundle-complete.ts";
import { rule as agentNoClusterRole } from "./agent-no-cluster-role.ts";
import { rule as agentOwnIdentity } from "./agent-own-identity.ts";

export const rules: Rule[] = [
  agentOwnIdentity,
  agentNoClusterRole,
  agentAzureRoles,
  agentAwsActions,
  agentApprovalPath,
  agentBundleComplete,
];

export const departures: Departure[] = [
  {
    row: "agent-least-agency",
    policies: ["agent-no-cluster-role", "agent-azure-roles", "agent-aws-actions"],
    why: "Kubernetes, Azure and AWS grant rights in ways of their own, and each needs its own list of what is allowed; an exemption takes the place of a list for each agent.",
  },
  {
    row: "agent-bundle-complete",
    policies: ["agent-bundle-complete"],
    why: "In a cluster no object stands for an agent's logs, so that its metrics are scraped is asked instead.",
  },
];
