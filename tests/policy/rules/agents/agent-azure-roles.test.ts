import { rule } from "../../../../policy/rules/agents/agent-azure-roles.ts";
import { agent, app, federation, managedIdentity, managedIdentityId, urnOf } from "../../../support/agentIdentities.ts";
import { describeRule, type Fixture } from "../../../support/rule.ts";

const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
const SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";
const run = managedIdentity("run");
const research = app("research", ["run"]);
const systemAssigned = { ...research, props: { ...research.props, identity: { type: "SystemAssigned" } } };
const found = (user: string) =>
  `assignment roleDefinitionId: got "${CONTRIBUTOR}", want a role for data alone: ${user} is an agent`;

function assignment(role: string, to: Fixture, scope = "/subscriptions/0/resourceGroups/agents-rg"): Fixture {
  return {
    name: "assignment",
    type: "azure-native:authorization:RoleAssignment",
    props: { scope, roleDefinitionId: `/subscriptions/0/providers/Microsoft.Authorization/roleDefinitions/${role}` },
    options: { dependencies: [urnOf(to)] },
  };
}

describeRule(rule, {
  passes: {
    "a role for data": { of: [research, run, assignment(SENDER, run)] },
    "a role of an identity that no agent has": { of: [app("research", ["other"]), run, assignment(CONTRIBUTOR, run)] },
    "a role of an identity that only the platform may use": {
      of: [
        app("research", ["run"], {
          dapr: { enabled: true },
          identitySettings: [{ identity: managedIdentityId("run"), lifecycle: "None" }],
        }),
        run,
        assignment(CONTRIBUTOR, run),
      ],
    },
    "a role of an app that is no agent": {
      of: [app("web", ["run"], { dapr: undefined }), run, assignment(CONTRIBUTOR, run)],
    },
    "somebody's role over the agent's identity": {
      of: [research, run, assignment(CONTRIBUTOR, run, managedIdentityId("run"))],
    },
    "a role that an agent may have": {
      of: [research, run, assignment(CONTRIBUTOR, run)],
      knobs: { allowedRoles: [CONTRIBUTOR] },
    },
    "a role of pods that are no agent's": {
      of: [agent("research", "research"), federation("run", "research"), run, assignment(CONTRIBUTOR, run)],
      knobs: { agentSelector: { tier: "agents" } },
    },
  },
  fails: {
    "a role over resources": { of: [research, run, assignment(CONTRIBUTOR, run)], finds: [found("research")] },
    "a role over a resource that has the name of the identity": {
      of: [research, run, assignment(CONTRIBUTOR, run, "/subscriptions/0/resourceGroups/agents-rg/topics/tasks/run")],
      finds: [found("research")],
    },
    "a role of the identity that an app has by itself": {
      of: [systemAssigned, assignment(CONTRIBUTOR, systemAssigned)],
      finds: [found("research")],
    },
    "a role of the identity behind an agent's ServiceAccount": {
      of: [agent("research", "research"), federation("run", "research"), run, assignment(CONTRIBUTOR, run)],
      finds: [found("agents/research")],
    },
  },
  unknown: {
    "a role that is not known yet": { of: [assignment(SENDER, run), run, research], path: "roleDefinitionId" },
    "an identity that is not known yet": {
      of: [research, run, assignment(CONTRIBUTOR, run)],
      path: "identity.userAssignedIdentities[0]",
    },
  },
  mutation: {
    kind: "azure-native:authorization:RoleAssignment",
    change: (_, all) => {
      for (const { type, props } of all) {
        if (type.endsWith(":RoleAssignment")) props.roleDefinitionId = `/roleDefinitions/${CONTRIBUTOR}`;
      }
    },
  },
});
