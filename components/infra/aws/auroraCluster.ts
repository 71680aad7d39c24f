import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup.js";
import { Cluster } from "@pulumi/aws/rds/cluster.js";
import { ClusterInstance } from "@pulumi/aws/rds/clusterInstance.js";
import { ClusterParameterGroup } from "@pulumi/aws/rds/clusterParameterGroup.js";
import { SubnetGroup } from "@pulumi/aws/rds/subnetGroup.js";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule.js";
import type * as pulumi from "@pulumi/pulumi";
import { Component } from "../../component.ts";
import { logGroup } from "./logGroup.ts";
import { placed, type Where } from "./where.ts";

export interface AuroraClusterArgs extends Where {
  clusterIdentifier: string;
  databaseName: string;
  /** Major version of PostgreSQL, such as 17. AWS keeps the minor one up to date. */
  majorVersion: number;
  vpcId: pulumi.Input<string>;
  /** Subnets without a way out, in two zones at least. */
  subnetIds: pulumi.Input<string>[];
  /** Names of the zones that instances lie in, one instance each, such as `eu-west-1a`. The first has the writer. */
  zoneNames: pulumi.Input<string>[];
  /** Security group of those who may connect: the cluster's nodes. */
  clientSecurityGroupId: pulumi.Input<string>;
  /** Key of the data, the master password and the logs. CloudWatch Logs must be allowed to use it. */
  keyArn: pulumi.Input<string>;
  /** Aurora capacity units of each instance, 2 GiB of memory each. About $0.12 an hour a unit. */
  capacity: { min: number; max: number };
  /** Days, 1 to 35, to any second of which the database can be restored. */
  backupDays: number;
  /** Days that logs are kept. */
  logDays: number;
}

const PORT = 5432;

/**
 * The PostgreSQL database that agents keep their state in. They log in by identity over TLS; the master's password is
 * made, kept and rotated by AWS, and nobody reads it but the job that makes the agents' logins.
 */
export class AuroraCluster extends Component<AuroraClusterArgs> {
  readonly clusterArn: pulumi.Output<string>;
  readonly databaseName: string;
  /** Host that always is the writer. */
  readonly host: pulumi.Output<string>;
  /** Id that the right to log in is tied to. It never changes. */
  readonly clusterResourceId: pulumi.Output<string>;
  /** Secret of the master user, made and rotated by AWS. */
  readonly masterSecretArn: pulumi.Output<string>;
  /** What must exist before anyone can connect. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: AuroraClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super("daca:aws:AuroraCluster", name, args, opts);
    const child = { parent: this };
    const { clusterIdentifier, keyArn, protect } = args;

    const subnets = new SubnetGroup(
      `${name}-subnets`,
      { ...placed(args), description: `Subnets of ${clusterIdentifier}`, subnetIds: args.subnetIds },
      child,
    );
    const group = new SecurityGroup(
      `${name}-access`,
      { ...placed(args), vpcId: args.vpcId, description: `Who may connect to ${clusterIdentifier}` },
      child,
    );
    const access = new SecurityGroupIngressRule(
      `${name}-nodes`,
      {
        ...placed(args),
        securityGroupId: group.id,
        description: "Nodes of the cluster",
        referencedSecurityGroupId: args.clientSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: PORT,
        toPort: PORT,
      },
      child,
    );
    const parameters = new ClusterParameterGroup(
      `${name}-parameters`,
      {
        ...placed(args),
        family: `aurora-postgresql${args.majorVersion}`,
        description: `Settings of ${clusterIdentifier}`,
        parameters: [{ name: "rds.force_ssl", value: "1" }],
      },
      child,
    );
    const logs = logGroup(
      `${name}-log`,
      { ...args, logGroupName: `/aws/rds/cluster/${clusterIdentifier}/postgresql` },
      child,
    );
    const cluster = new Cluster(
      `${name}-cluster`,
      {
        ...placed(args),
        clusterIdentifier,
        databaseName: args.databaseName,
        engine: "aurora-postgresql",
        engineVersion: String(args.majorVersion),
        port: PORT,
        serverlessv2ScalingConfiguration: { minCapacity: args.capacity.min, maxCapacity: args.capacity.max },
        masterUsername: "postgres",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: keyArn,
        iamDatabaseAuthenticationEnabled: true,
        // The job that makes logins calls AWS instead of the database, so no password enters the cluster.
        enableHttpEndpoint: true,
        storageEncrypted: true,
        kmsKeyId: keyArn,
        dbSubnetGroupName: subnets.name,
        vpcSecurityGroupIds: [group.id],
        dbClusterParameterGroupName: parameters.name,
        enabledCloudwatchLogsExports: ["postgresql"],
        backupRetentionPeriod: args.backupDays,
        copyTagsToSnapshot: true,
        deleteAutomatedBackups: !protect,
        deletionProtection: protect,
        skipFinalSnapshot: !protect,
        ...(protect ? { finalSnapshotIdentifier: `${clusterIdentifier}-final` } : {}),
      },
      { ...child, protect, dependsOn: [logs] },
    );
    const instances = args.zoneNames.map(
      (availabilityZone, index) =>
        new ClusterInstance(
          `${name}-instance-${index + 1}`,
          {
            ...placed(args),
            identifier: `${clusterIdentifier}-${index + 1}`,
            clusterIdentifier: cluster.id,
            engine: "aurora-postgresql",
            instanceClass: "db.serverless",
            availabilityZone,
            dbSubnetGroupName: subnets.name,
            publiclyAccessible: false,
            // A reader of tier 1 is always as large as the writer, so that it can take over at once.
            promotionTier: index === 0 ? 0 : 1,
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: keyArn,
            // Seven days are free.
            performanceInsightsRetentionPeriod: 7,
          },
          { ...child, protect },
        ),
    );

    this.clusterArn = cluster.arn;
    this.databaseName = args.databaseName;
    this.host = cluster.endpoint;
    this.clusterResourceId = cluster.clusterResourceId;
    this.masterSecretArn = cluster.masterUserSecrets.apply((secrets) => secrets[0]?.secretArn ?? "");
    this.ready = [access, ...instances];
    this.registerOutputs({ host: this.host });
  }
}
