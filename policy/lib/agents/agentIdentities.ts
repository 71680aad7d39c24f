import { step } from "../../../components/settings/check.ts";
import { namespaceOf, placeOf } from "../kubernetes/place.ts";
import { POD_KINDS, podOf } from "../kubernetes/pods.ts";
import { type AnyResource, isKind, metadataOf, titleOf } from "../resource.ts";
import { isNamed, referredBy } from "../siblings.ts";
import type { Stack } from "../stack.ts";
import { isAgent } from "./agents.ts";

/** That something acts as an identity, and where that is said. */
export interface IdentityUse {
  readonly sort: "ServiceAccount" | "client id" | "managed identity" | "IAM role";
  /** Tells identities of a sort apart. */
  readonly identity: string;
  readonly resource: AnyResource;
  readonly path: string;
  /** The identity as the resource names it. */
  readonly got: string | undefined;
  /** Who acts: the same agent may run in several places. */
  readonly user: string;
  readonly isAgent: boolean;
}

/** Every use of an identity in a stack: by pods, by ServiceAccounts for the cloud, by container apps. */
export function identityUses(stack: Stack, agentSelector: Record<string, string>): IdentityUse[] {
  const pods = podUses(stack, agentSelector);
  const isAgentAccount = agentAccounts(stack, pods, agentSelector);
  return [...pods, ...accountUses(stack, isAgentAccount), ...appUses(stack, agentSelector)];
}

/** Name of the ServiceAccount that pods run as, also in the field that it had before. */
function podUses(stack: Stack, agentSelector: Record<string, string>): IdentityUse[] {
  return stack.of(...POD_KINDS).flatMap((resource) => {
    const pod = podOf(resource);
    if (!pod) return [];
    const got = pod.spec.serviceAccountName ?? pod.spec.serviceAccount;
    return {
      sort: "ServiceAccount" as const,
      identity: accountIdentity(placeOf(resource), got ?? "default"),
      resource,
      path: `${pod.path}.serviceAccountName`,
      got,
      user: pod.labels["app.kubernetes.io/name"] ?? titleOf(resource),
      isAgent: isAgent(resource, agentSelector),
    };
  });
}

/** A ServiceAccount of a cluster and namespace, as {@link IdentityUse} has it. */
export function accountIdentity(place: string, name: string): string {
  return `${place} ${name}`;
}

/** Tells whether `<namespace>/<name>` is an agent's ServiceAccount: its pods say so, or its own labels. */
function agentAccounts(
  stack: Stack,
  pods: IdentityUse[],
  agentSelector: Record<string, string>,
): (account: string) => boolean {
  const ofPods = pods
    .filter((use) => use.isAgent)
    .map(({ resource, got }) => `${namespaceOf(resource)}/${got ?? "default"}`);
  const labelled = stack.of("kubernetes:core:ServiceAccount").flatMap((account) => {
    const { name, labels = {} } = metadataOf(account);
    const matches = Object.entries(agentSelector).every(([key, value]) => labels[key] === value);
    return matches ? [`${namespaceOf(account)}/${name}`] : [];
  });
  const accounts = new Set([...ofPods, ...labelled]);
  return (account) => accounts.has(account);
}

/** Annotations by which a ServiceAccount becomes an identity of a cloud. */
const ANNOTATIONS = {
  "azure.workload.identity/client-id": "client id",
  "eks.amazonaws.com/role-arn": "IAM role",
} as const;

function accountUses(stack: Stack, isAgentAccount: (account: string) => boolean): IdentityUse[] {
  const roles = stack.of("aws:iam:Role");
  const annotated = stack.of("kubernetes:core:ServiceAccount").flatMap((resource) =>
    Object.entries(ANNOTATIONS).flatMap(([key, sort]) => {
      const { name, annotations = {} } = metadataOf(resource);
      const got = annotations[key];
      if (got === undefined) return [];
      const role = sort === "IAM role" ? roles.find((each) => isNamed(each, got)) : undefined;
      const user = `${namespaceOf(resource)}/${name}`;
      const path = step("metadata.annotations", key);
      return { sort, identity: role?.urn ?? got, resource, path, got, user, isAgent: isAgentAccount(user) };
    }),
  );
  const associated = stack.of("aws:eks:PodIdentityAssociation").flatMap((resource) => {
    const { namespace, serviceAccount } = resource.props;
    const [role] = referredBy(resource, "roleArn", roles);
    const got = role?.name ?? resource.props.roleArn;
    const user = `${namespace}/${serviceAccount}`;
    const use = { sort: "IAM role" as const, resource, path: "roleArn", got, user, isAgent: isAgentAccount(user) };
    return got === undefined ? [] : { ...use, identity: role?.urn ?? got };
  });
  const federated = stack.of("azure-native:managedidentity:FederatedIdentityCredential").flatMap((resource) => {
    const { subject, resourceName: got, resourceGroupName } = resource.props;
    const [, user] = /^system:serviceaccount:(.+)$/.exec(subject?.replace(/:(?=[^:]+$)/, "/") ?? "") ?? [];
    if (user === undefined || got === undefined) return [];
    const identity = managedIdentity(resourceGroupName, got);
    const use = { sort: "managed identity" as const, identity, resource, path: "resourceName", got };
    return { ...use, user, isAgent: isAgentAccount(user) };
  });
  return [...annotated, ...associated, ...federated];
}

/** A managed identity as {@link IdentityUse} has it: Azure does not tell upper from lower case. */
export function managedIdentity(resourceGroup = "", name = ""): string {
  return `${resourceGroup}/${name}`.toLowerCase();
}

/** The identities that an app's own code can act as: those that only the platform may use for it are left out. */
function appUses(stack: Stack, agentSelector: Record<string, string>): IdentityUse[] {
  return stack.of("azure-native:app:ContainerApp").flatMap((resource) => {
    const { identity, configuration, containerAppName } = resource.props;
    const platformOnly = (configuration?.identitySettings ?? [])
      .filter(({ lifecycle }) => lifecycle === "None")
      .map(({ identity: id }) => id?.toLowerCase());
    return (identity?.userAssignedIdentities ?? []).flatMap((got, index) => {
      if (got === undefined || platformOnly.includes(got.toLowerCase())) return [];
      const [, group, name] = /\/resourceGroups\/([^/]+)\/.*\/([^/]+)$/i.exec(got) ?? [];
      return {
        sort: "managed identity" as const,
        identity: managedIdentity(group, name ?? got),
        resource,
        path: `identity.userAssignedIdentities[${index}]`,
        got: name ?? got,
        user: configuration?.dapr?.appId ?? containerAppName ?? resource.name,
        isAgent: isAgent(resource, agentSelector),
      };
    });
  });
}

/** Whether an agent's app has an identity that is its alone and ends with it. */
export function hasSystemIdentity(resource: AnyResource | undefined): boolean {
  return (
    resource !== undefined &&
    isKind(resource, "azure-native:app:ContainerApp") &&
    (resource.props.identity?.type ?? "").includes("SystemAssigned")
  );
}
