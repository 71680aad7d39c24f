import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import { Provider } from "@pulumi/kubernetes/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { registryHost } from "../../agent/registryHost.ts";
import type { Agent } from "../../agent.ts";
import { EXTERNAL_SECRETS } from "../../cluster/addons/externalSecrets.ts";
import { VELERO } from "../../cluster/addons/velero.ts";
import type { BackupLocation } from "../../cluster/backupLocation.ts";
import type { AgentIdentity, ClusterPlatform, SecretBackend } from "../../cluster/platform.ts";
import { Component } from "../../component.ts";
import { AuroraCluster } from "../../infra/aws/auroraCluster.ts";
import { BackupStore } from "../../infra/aws/backupStore.ts";
import { CostBudget } from "../../infra/aws/costBudget.ts";
import { DatabaseAccess } from "../../infra/aws/databaseAccess.ts";
import { EksCluster } from "../../infra/aws/eksCluster.ts";
import { EksNodes } from "../../infra/aws/eksNodes.ts";
import { EncryptionKey } from "../../infra/aws/encryptionKey.ts";
import { ImageRegistry } from "../../infra/aws/imageRegistry.ts";
import { MessageBus } from "../../infra/aws/messageBus.ts";
import { awsNames } from "../../infra/aws/names.ts";
import { Network } from "../../infra/aws/network.ts";
import { SPOT_PLACEMENT } from "../../infra/aws/nodePools.ts";
import { PodIdentity } from "../../infra/aws/podIdentity.ts";
import { SecretStore } from "../../infra/aws/secretStore.ts";
import { stateBackend } from "../../infra/aws/stateBackend.ts";
import { StateLogins } from "../../infra/aws/stateLogins.ts";
import type { Where } from "../../infra/aws/where.ts";
import { zonesOf } from "../../infra/aws/zones.ts";
import { addressIn } from "../../infra/ipv4.ts";
import type { EksBlock } from "../../settings/enterprise/eks.ts";
import type { EnterpriseBlock } from "../../settings/enterprise.ts";
import { type AgentParts, type Cloud, type CloudArgs, longestDrain } from "./cloud.ts";

export interface AwsCloudArgs extends CloudArgs {
  cluster: EksBlock;
  settings: Pick<EnterpriseBlock, "messages" | "logs" | "alerts" | "budget">;
}

/** Database that holds the agents' state. */
const DATABASE = "agents";

/** Major version of PostgreSQL. */
const POSTGRES = 17;

/** A cluster on Amazon EKS with Aurora, SNS, SQS and Secrets Manager beside it, all by identity. */
export class AwsCloud extends Component<Omit<AwsCloudArgs, "secrets">> implements Cloud {
  readonly platform: ClusterPlatform;
  readonly clusterName: string;
  readonly region: string;
  readonly podLabels = {};
  readonly registry: string;
  readonly secrets: SecretBackend;
  readonly backups: BackupLocation | undefined;
  readonly addonIdentities = {};
  readonly outputs: Record<string, unknown>;
  readonly #name: string;
  readonly #args: AwsCloudArgs;
  readonly #where: Where;
  readonly #aws: AwsProvider;
  readonly #cluster: EksCluster;
  readonly #state: AuroraCluster;
  readonly #bus: MessageBus;
  readonly #stateKey: pulumi.Output<string>;
  readonly #agents: Map<string, { identity: AgentIdentity; stateRole?: pulumi.Output<string> }>;

  constructor(name: string, args: AwsCloudArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets, ...described } = args;
    super("daca:tier:AwsCloud", name, described, opts);
    const { cluster: block, agents, tags, settings } = args;
    const { region, accountId } = block;
    const { retentionDays: logDays } = settings.logs;
    const where: Where = { region, accountId, tags, protect: true };
    const names = awsNames(args.base, where);
    // Explicit, and for one account alone, so that nothing lands in whichever one a shell has chosen.
    const aws = new AwsProvider(`${name}-aws`, { region, allowedAccountIds: [accountId] }, { parent: this });
    const child = { parent: this, provider: aws };
    const key = (part: string, description: string, services: ("logs" | "sns")[] = []) =>
      new EncryptionKey(
        `${name}-key-${part}`,
        { ...where, aliasName: `${args.base}/${part}`, description, services },
        child,
      ).keyArn;
    const clusterKey = key("cluster", "Kubernetes Secrets, logs and images", ["logs"]);
    const stateKey = key("state", "Agents' state", ["logs"]);
    const busKey = key("bus", "Messages between agents", ["sns"]);
    const secretsKey = key("secrets", "Agents' secrets and backups");

    const network = new Network(
      `${name}-network`,
      {
        ...where,
        title: args.base,
        addressSpace: block.network.addressSpace,
        zoneIds: zonesOf(region, block.zones),
        nat: "regional",
        keyArn: clusterKey,
        logDays,
      },
      child,
    );
    const cluster = new EksCluster(
      `${name}-cluster`,
      {
        ...where,
        clusterName: names.cluster,
        kubernetesVersion: block.kubernetesVersion,
        subnetIds: network.subnetIds.private,
        serviceCidr: block.network.serviceCidr,
        allowedCidrs: block.api.allow ?? [],
        adminRoleArns: block.adminRoleArns,
        keyArn: clusterKey,
        logDays,
      },
      { ...child, dependsOn: network.ready },
    );
    const inCluster = { clusterName: cluster.clusterName, clusterArn: cluster.clusterArn };
    const kubernetes = new Provider(
      `${name}-kubernetes`,
      // By the kubeconfig alone every change of the cluster would preview as another cluster, all in it replaced.
      { kubeconfig: cluster.kubeconfig, clusterIdentifier: cluster.clusterArn },
      { parent: this },
    );
    const nodes = new EksNodes(
      `${name}-nodes`,
      {
        roleName: cluster.nodeRoleName,
        subnetIds: network.subnetIds.private,
        securityGroupId: cluster.securityGroupId,
        cpu: { agents: block.pools.agents.cpu, spot: block.pools.spot.cpu },
        longestDrainSeconds: longestDrain(agents),
      },
      { parent: this, provider: kubernetes, dependsOn: cluster.ready },
    );
    const images = new ImageRegistry(
      `${name}-images`,
      { ...where, repositories: ownRepositories(agents), keyArn: clusterKey },
      child,
    );
    const bus = new MessageBus(
      `${name}-bus`,
      {
        ...where,
        agents,
        keyArn: busKey,
        deliveries: settings.messages.deliveries,
        keepDays: settings.messages.keepDays,
      },
      child,
    );
    const state = new AuroraCluster(
      `${name}-state`,
      {
        ...where,
        clusterIdentifier: names.database,
        databaseName: DATABASE,
        majorVersion: POSTGRES,
        vpcId: network.vpcId,
        subnetIds: network.subnetIds.database,
        zoneNames: network.zoneNames,
        clientSecurityGroupId: cluster.securityGroupId,
        keyArn: stateKey,
        capacity: { min: block.database.minUnits, max: block.database.maxUnits },
        backupDays: block.database.backupDays,
        logDays,
      },
      child,
    );
    this.#agents = new Map(
      agents.map((agent) => {
        const namespace = args.teams[agent.name] ?? "";
        const identity = new PodIdentity(
          `${name}-identity-${agent.name}`,
          { ...where, ...inCluster, namespace, serviceAccount: agent.name, statements: bus.rightsOf(agent) },
          child,
        );
        const grants = [...identity.grants, ...bus.readyFor(agent)];
        if (agent.state === undefined) return [agent.name, { identity: withGrants(identity, grants) }];
        const access = new DatabaseAccess(
          `${name}-access-${agent.name}`,
          { ...where, user: agent.name, roleArn: identity.roleArn, clusterResourceId: state.clusterResourceId },
          child,
        );
        const all = [...grants, ...access.grants];
        return [agent.name, { identity: withGrants(identity, all), stateRole: access.roleArn }];
      }),
    );
    this.secrets = new SecretStore(
      `${name}-secrets`,
      {
        ...where,
        ...inCluster,
        prefix: names.secrets,
        names: Object.keys(secrets),
        values: pulumi.secret(secrets),
        keyArn: secretsKey,
        reader: EXTERNAL_SECRETS,
      },
      child,
    );
    const store = args.velero
      ? new BackupStore(
          `${name}-backups`,
          {
            ...where,
            ...inCluster,
            bucketName: names.backups,
            accessLogBucketName: names.accessLogs,
            logDays,
            keyArn: secretsKey,
            writer: VELERO,
          },
          child,
        )
      : undefined;
    const { amount, emails } = settings.budget;
    new CostBudget(`${name}-budget`, { accountId, tags, budgetName: names.budget, amount, emails, region }, child);

    this.#name = name;
    this.#args = args;
    this.#where = where;
    this.#aws = aws;
    this.#cluster = cluster;
    this.#state = state;
    this.#bus = bus;
    this.#stateKey = stateKey;
    this.clusterName = names.cluster;
    this.region = region;
    this.registry = images.server;
    this.platform = {
      provider: kubernetes,
      cloud: "aws",
      egress: "aws",
      dnsAddress: dnsAddress(block),
      zones: block.zones,
      spot: SPOT_PLACEMENT,
      metricsServer: false,
      ready: [...cluster.ready, ...nodes.ready],
    };
    this.backups = store && {
      provider: "aws",
      bucket: store.bucketName,
      config: { region, kmsKeyId: secretsKey },
      ready: store.ready,
    };
    this.outputs = { cluster: cluster.clusterName, region, registry: images.server };
    this.registerOutputs({});
  }

  partsOf(agent: Agent): AgentParts {
    const own = this.#agents.get(agent.name);
    if (!own) throw new Error(`${agent.name} is none of the agents that this cloud was made for`);
    const { region } = this.#where;
    const { host } = this.#state;
    const service = (name: string) => ({ host: `${name}.${region}.amazonaws.com`, port: 443 });
    const { identity, stateRole } = own;
    return {
      identity,
      ...(stateRole
        ? {
            state: stateBackend({
              region,
              host,
              databaseName: DATABASE,
              user: agent.name,
              accessRoleArn: stateRole,
            }),
            stateHost: host,
          }
        : {}),
      pubsub: this.#bus.backendFor(agent),
      hosts: [
        ...(stateRole ? [{ host, port: 5432 }, service("sts")] : []),
        ...(agent.topics.publish.length + agent.topics.subscribe.length > 0 ? [service("sns"), service("sqs")] : []),
      ],
    };
  }

  prepareState(namespace: { name: string; ready: pulumi.Resource[] }): pulumi.Resource[] {
    const agents = this.#args.agents.filter(({ state }) => state !== undefined).map((agent) => agent.name);
    if (agents.length === 0) return [];
    const { clusterName, clusterArn } = this.#cluster;
    const logins = new StateLogins(
      `${this.#name}-logins`,
      {
        ...this.#where,
        eks: { clusterName, clusterArn },
        databaseArn: this.#state.clusterArn,
        masterSecretArn: this.#state.masterSecretArn,
        keyArn: this.#stateKey,
        namespace: namespace.name,
        labels: this.#args.labels,
        database: DATABASE,
        agents,
        dnsAddress: dnsAddress(this.#args.cluster),
      },
      {
        parent: this,
        providers: [this.#aws, this.platform.provider],
        dependsOn: [...namespace.ready, ...this.#state.ready],
      },
    );
    return logins.ready;
  }
}

/** Auto Mode runs DNS on the nodes, at the tenth address of the Services. */
function dnsAddress({ network }: EksBlock): string {
  return addressIn(network.serviceCidr, 10);
}

/** Repositories that agents name without a registry. */
function ownRepositories(agents: readonly Agent[]): string[] {
  const named = agents
    .map(({ image }) => image.repository)
    .filter((repository) => registryHost(repository) === undefined);
  return [...new Set(named)];
}

function withGrants({ name, serviceAccountAnnotations, podLabels }: AgentIdentity, grants: pulumi.Resource[]) {
  return { name, serviceAccountAnnotations, podLabels, grants };
}
