import { AGENT_LABELS, deployment, object, podSpec } from "./kubernetes.ts";
import type { Fixture } from "./rule.ts";

const GROUP = "/subscriptions/0/resourceGroups/agents-rg/providers";

/** A Deployment of an agent of that name, which runs as a ServiceAccount. */
export function agent(name: string, serviceAccountName: string | undefined, namespace = "agents"): Fixture {
  const labels = { ...AGENT_LABELS, "app.kubernetes.io/name": name };
  const template = { metadata: { labels }, spec: podSpec({ serviceAccountName }) };
  return { ...deployment(podSpec(), { template }, { name, namespace }), name };
}

/** A ServiceAccount, of an agent if its labels say so. */
export function serviceAccount(name: string, annotations: object = {}, labels: object = {}): Fixture {
  return { ...object("kubernetes:core/v1:ServiceAccount", { name, annotations, labels }, {}), name };
}

/** A container app of an agent that acts as managed identities. */
export function app(name: string, identities: string[], configuration: object = {}): Fixture {
  return {
    name,
    type: "azure-native:app:ContainerApp",
    props: {
      containerAppName: name,
      configuration: { dapr: { enabled: true, appId: name }, ...configuration },
      identity: { type: "UserAssigned", userAssignedIdentities: identities.map(managedIdentityId) },
    },
  };
}

/** Id of a managed identity. */
export function managedIdentityId(name: string): string {
  return `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
}

/** A managed identity, as the program makes it. */
export function managedIdentity(name: string): Fixture {
  return {
    name,
    type: "azure-native:managedidentity:UserAssignedIdentity",
    props: { resourceGroupName: "agents-rg", resourceName: name },
  };
}

/** Ties a managed identity to a ServiceAccount of a cluster. */
export function federation(identity: string, account: string, name = "federation"): Fixture {
  return {
    name,
    type: "azure-native:managedidentity:FederatedIdentityCredential",
    props: {
      resourceGroupName: "agents-rg",
      resourceName: identity,
      subject: `system:serviceaccount:agents:${account}`,
    },
  };
}

/** An IAM role. */
export function role(name = "agent-role", props: object = {}): Fixture {
  return { name, type: "aws:iam/role:Role", props: { name, ...props } };
}

/** Ties an IAM role to a ServiceAccount of an EKS cluster. */
export function association(account: string, roleName = "agent-role", name = "association"): Fixture {
  const roleArn = `arn:aws:iam::123456789012:role/${roleName}`;
  return {
    name,
    type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    props: { clusterName: "eu", namespace: "agents", serviceAccount: account, roleArn },
  };
}

/** URN of a fixture in a case of several. */
export function urnOf({ type, name }: Fixture): string {
  return `urn:pulumi:test::daca::${type}::${name}`;
}
