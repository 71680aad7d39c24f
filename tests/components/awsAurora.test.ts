import assert from "node:assert/strict";
import { AuroraCluster, type AuroraClusterArgs } from "../../components/infra/aws/auroraCluster.ts";
import { DatabaseAccess } from "../../components/infra/aws/databaseAccess.ts";
import { stateBackend } from "../../components/infra/aws/stateBackend.ts";
import {
  ACCOUNT,
  astray,
  elsewhere,
  findings,
  KEY,
  PLACED,
  protectedOnes,
  REGION,
  recordInAws,
  WHERE,
} from "../support/awsComponents.ts";
import { namesOf, recordProgram } from "../support/program.ts";

const ARGS: AuroraClusterArgs = {
  ...WHERE,
  clusterIdentifier: "daca-db",
  databaseName: "agents",
  majorVersion: 17,
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  zoneNames: ["eu-west-1a", "eu-west-1b"],
  clientSecurityGroupId: "sg-nodes",
  keyArn: KEY,
  capacity: { min: 0.5, max: 8 },
  backupDays: 14,
  logDays: 30,
};

function record(change: Partial<AuroraClusterArgs> = {}, preview = false) {
  return recordInAws(
    (opts) => {
      const { host, clusterResourceId, masterSecretArn, clusterArn } = new AuroraCluster(
        "db",
        { ...ARGS, ...change },
        opts,
      );
      return { host, clusterResourceId, masterSecretArn, clusterArn };
    },
    { preview },
  );
}

describe("AuroraCluster", () => {
  it("is an encrypted PostgreSQL that takes identities, and whose password AWS keeps", async () => {
    const recorded = await record();
    assert.deepEqual(recorded.named("db-cluster").inputs, {
      ...PLACED,
      clusterIdentifier: "daca-db",
      databaseName: "agents",
      engine: "aurora-postgresql",
      engineVersion: "17",
      port: 5432,
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
      masterUsername: "postgres",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: KEY,
      iamDatabaseAuthenticationEnabled: true,
      enableHttpEndpoint: true,
      storageEncrypted: true,
      kmsKeyId: KEY,
      dbSubnetGroupName: "db-subnets-0000000",
      vpcSecurityGroupIds: [recorded.named("db-nodes").inputs.securityGroupId],
      dbClusterParameterGroupName: "db-parameters-0000000",
      enabledCloudwatchLogsExports: ["postgresql"],
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "daca-db-final",
    });
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
    assert.deepEqual(protectedOnes(recorded), ["db-cluster", "db-instance-1", "db-instance-2"]);
  });

  it("refuses whoever does not come over TLS, or from a node of the cluster", async () => {
    const { named, ofType } = await record();
    const { parameters, family } = named("db-parameters").inputs;
    assert.deepEqual([family, parameters], ["aurora-postgresql17", [{ name: "rds.force_ssl", value: "1" }]]);
    assert.equal(ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").length, 1);
    const { securityGroupId, ...rule } = named("db-nodes").inputs;
    assert.deepEqual(rule, {
      ...PLACED,
      description: "Nodes of the cluster",
      referencedSecurityGroupId: "sg-nodes",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
    const group = named("db-access").inputs;
    assert.deepEqual([group.ingress, group.egress], [undefined, undefined]);
    assert.match(String(securityGroupId), /^sg-/);
  });

  it("has an instance in each zone, the second ready to take over", async () => {
    const { named } = await record();
    const [one, two] = [named("db-instance-1").inputs, named("db-instance-2").inputs];
    assert.deepEqual(one, {
      ...PLACED,
      identifier: "daca-db-1",
      clusterIdentifier: "daca-db",
      engine: "aurora-postgresql",
      instanceClass: "db.serverless",
      availabilityZone: "eu-west-1a",
      dbSubnetGroupName: "db-subnets-0000000",
      publiclyAccessible: false,
      promotionTier: 0,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: KEY,
      performanceInsightsRetentionPeriod: 7,
    });
    assert.deepEqual([two.availabilityZone, two.promotionTier, two.identifier], ["eu-west-1b", 1, "daca-db-2"]);
  });

  it("finds its log group there when it starts", async () => {
    const { named } = await record();
    assert.equal(named("db-log").inputs.name, "/aws/rds/cluster/daca-db/postgresql");
    assert.ok(namesOf(named("db-cluster").dependencies).includes("db-log"));
  });

  it("goes with its stack, and leaves nothing, where nothing is to be protected", async () => {
    const recorded = await record({ protect: false });
    const { deletionProtection, skipFinalSnapshot, finalSnapshotIdentifier, deleteAutomatedBackups } =
      recorded.named("db-cluster").inputs;
    assert.deepEqual(
      [deletionProtection, skipFinalSnapshot, finalSnapshotIdentifier, deleteAutomatedBackups],
      [false, true, undefined, true],
    );
    assert.deepEqual(protectedOnes(recorded), []);
  });

  it("says where it is, what the right to log in is tied to, and where the master's password lies", async () => {
    const { outputs } = await record();
    assert.equal(outputs.host, "daca-db.cluster-simulated.eu-west-1.rds.amazonaws.com");
    assert.equal(outputs.clusterArn, `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:daca-db`);
    assert.match(String(outputs.clusterResourceId), /^cluster-/);
    assert.match(String(outputs.masterSecretArn), /^arn:aws:secretsmanager:.*:secret:rds!cluster-/);
  });

  it("says before it is there as much as can be known", async () => {
    assert.deepEqual(await findings(await record({}, true)), []);
  });
});

describe("DatabaseAccess", () => {
  it("lets one role of pods log in as one user, and no one else", async () => {
    const pods = `arn:aws:iam::${ACCOUNT}:role/pods`;
    const recorded = await recordInAws(
      (opts) =>
        void new DatabaseAccess(
          "access",
          { ...WHERE, user: "research-agent", roleArn: pods, clusterResourceId: "cluster-ABC" },
          opts,
        ),
    );
    assert.deepEqual(recorded.named("access-role").inputs.assumeRolePolicy, {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: pods }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
    });
    assert.deepEqual(recorded.named("access-login").inputs.policy, {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["rds-db:connect"],
          Resource: `arn:aws:rds-db:${REGION}:${ACCOUNT}:dbuser:cluster-ABC/research-agent`,
        },
      ],
    });
    assert.deepEqual(await findings(recorded), []);
  });
});

describe("the state store on Aurora", () => {
  const PLACE = {
    region: REGION,
    host: "db.example",
    databaseName: "agents",
    user: "writer",
    accessRoleArn: "arn:role",
  };

  async function settingsOf(certificates?: string) {
    const { outputs } = await recordProgram(() => ({
      ...stateBackend({ ...PLACE, ...(certificates === undefined ? {} : { certificates }) }),
    }));
    return outputs;
  }

  it("is PostgreSQL as Dapr's second version stores it, by a role that Dapr takes", async () => {
    assert.deepEqual(await settingsOf(), {
      type: "state.postgresql",
      version: "v2",
      metadata: [
        { name: "connectionString", value: "host=db.example port=5432 dbname=agents user=writer sslmode=require" },
        { name: "useAWSIAM", value: "true" },
        { name: "region", value: REGION },
        { name: "assumeRoleArn", value: "arn:role" },
        { name: "sessionName", value: "writer" },
        { name: "maxConns", value: "4" },
      ],
    });
  });

  it("makes the server prove who it is where the sidecar has Amazon's certificates", async () => {
    const { metadata } = await settingsOf("/etc/rds/ca.pem");
    assert.match(
      (metadata as { value: string }[])[0]?.value ?? "",
      /sslmode=verify-full sslrootcert=\/etc\/rds\/ca.pem$/,
    );
  });
});
