import { rule } from "../../../../policy/rules/agents/agent-own-identity.ts";
import {
  agent,
  app,
  association,
  federation,
  managedIdentityId,
  role,
  serviceAccount,
} from "../../../support/agentIdentities.ts";
import { deployment, object, podSpec } from "../../../support/kubernetes.ts";
import { describeRule } from "../../../support/rule.ts";

const research = agent("research-agent", "research-agent");
const coding = agent("coding-agent", "coding-agent");
const path = "spec.template.spec.serviceAccountName";
const platformOnly = { identity: managedIdentityId("pull"), lifecycle: "None" };
const withPull = (name: string) =>
  app(name, [name, "pull"], {
    dapr: { enabled: true, appId: name },
    identitySettings: [{ ...platformOnly, identity: platformOnly.identity.toUpperCase() }],
  });
const clientId = (id: string) => ({ "azure.workload.identity/client-id": id });
const arn = "arn:aws:iam::123456789012:role/agent-role";

describeRule(rule, {
  passes: {
    "agents with a ServiceAccount each": { of: [research, coding] },
    "two versions of one agent": {
      of: [research, { ...research, name: "green" }],
    },
    "ServiceAccounts of one name in two namespaces": {
      of: [research, agent("coding-agent", "research-agent", "other")],
    },
    "workloads that are no agents": {
      of: ["one", "two"].map((name) =>
        object("kubernetes:core/v1:Pod", { name }, { spec: podSpec({ serviceAccountName: "web" }) }),
      ),
    },
    "agents by another label": {
      of: [research, agent("coding-agent", "research-agent")],
      knobs: { agentSelector: { tier: "agents" } },
    },
    "apps that share only what the platform pulls images by": { of: [withPull("research"), withPull("coding")] },
    "managed identities of two ServiceAccounts": {
      of: [research, coding, federation("research", "research-agent"), federation("coding", "coding-agent", "second")],
    },
    "a role of one agent in two clusters": {
      of: [research, role(), association("research-agent"), association("research-agent", "agent-role", "second")],
    },
  },
  fails: {
    "agents that share a ServiceAccount": {
      of: [research, agent("coding-agent", "research-agent")],
      finds: [
        `research-agent ${path}: got "research-agent", want a ServiceAccount of its own: coding-agent may use this one`,
        `coding-agent ${path}: got "research-agent", want a ServiceAccount of its own: research-agent may use this one`,
      ],
    },
    "an agent that shares with what is none": {
      of: [
        research,
        object("kubernetes:core/v1:Pod", { name: "web" }, { spec: { serviceAccountName: "research-agent" } }),
      ],
      finds: [
        `research-agent ${path}: got "research-agent", want a ServiceAccount of its own: Pod agents/web may use this one`,
      ],
    },
    "an agent that names none": {
      of: deployment(podSpec({ serviceAccountName: undefined })),
      finds: [`${path}: got nothing, want a ServiceAccount of its own: others may use this one`],
    },
    "apps that share an identity, one of them no agent": {
      of: [app("research", ["run"]), app("web", ["Run"], { dapr: undefined })],
      finds: [
        'research identity.userAssignedIdentities[0]: got "run", want a managed identity of its own: web may use this one',
      ],
    },
    "a managed identity of two ServiceAccounts": {
      of: [research, federation("run", "research-agent"), federation("run", "web", "second")],
      finds: ['federation resourceName: got "run", want a managed identity of its own: agents/web may use this one'],
    },
    "a client id of two ServiceAccounts": {
      of: [research, serviceAccount("research-agent", clientId("1")), serviceAccount("web", clientId("1"))].map(
        (each, index) => ({ ...each, name: `it-${index}` }),
      ),
      finds: [
        'it-1 metadata.annotations["azure.workload.identity/client-id"]: got "1", want a client id of its own: agents/web may use this one',
      ],
    },
    "a role of two agents, one of which is known by its ServiceAccount's labels": {
      of: [
        role(),
        association("research-agent"),
        serviceAccount(
          "coding-agent",
          { "eks.amazonaws.com/role-arn": arn },
          { "app.kubernetes.io/component": "agent" },
        ),
      ],
      finds: [
        `coding-agent metadata.annotations["eks.amazonaws.com/role-arn"]: got "${arn}", want an IAM role of its own: agents/research-agent may use this one`,
      ],
    },
  },
  unknown: {
    "an identity that is not known yet": {
      of: [app("research", ["run"]), app("coding", ["run"])],
      path: "identity.userAssignedIdentities[0]",
    },
    "a ServiceAccount that is not known yet": { of: [research, coding], path },
  },
  mutation: {
    kind: "azure-native:app:ContainerApp",
    change: (resource, all) => {
      const props = { ...resource.props, configuration: { ...resource.props.configuration, dapr: { enabled: true } } };
      all.push({
        ...resource,
        urn: `${resource.urn}-other`,
        name: "other",
        props: { ...props, containerAppName: "other" },
      });
    },
  },
});
