import assert from "node:assert/strict";
import { StateLogins } from "../../components/infra/aws/stateLogins.ts";
import { stateRoleSql } from "../../components/infra/aws/stateRoles.ts";
import { type StateRolesJob, stateRolesJob } from "../../components/infra/aws/stateRolesJob.ts";
import { astray, CLUSTER, elsewhere, findings, KEY, recordInAws, TAGS, WHERE } from "../support/awsComponents.ts";
import { namesOf } from "../support/program.ts";

const DATABASE = "arn:aws:rds:eu-west-1:111122223333:cluster:daca-db";
const SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1";

const LABELS = {
  ...TAGS,
  team: "agents",
  "app.kubernetes.io/instance": "daca",
  "app.kubernetes.io/part-of": "daca",
  "app.kubernetes.io/managed-by": "pulumi",
};

const JOB: StateRolesJob = {
  namespace: "state",
  labels: LABELS,
  region: "eu-west-1",
  clusterArn: DATABASE,
  masterSecretArn: SECRET,
  database: "agents",
  agents: ["writer", "research-agent"],
  dnsAddress: "172.20.0.10",
};

describe("the SQL of an agent's login", () => {
  it("makes a role without a password, and a schema that is its alone", () => {
    assert.equal(
      stateRoleSql("research-agent", "agents"),
      `DO $roles$
BEGIN
IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'research-agent') THEN
  CREATE ROLE "research-agent" LOGIN;
END IF;
GRANT rds_iam TO "research-agent";
REVOKE ALL ON DATABASE "agents" FROM PUBLIC;
GRANT CONNECT ON DATABASE "agents" TO "research-agent";
GRANT "research-agent" TO CURRENT_USER;
CREATE SCHEMA IF NOT EXISTS "research-agent" AUTHORIZATION "research-agent";
ALTER ROLE "research-agent" IN DATABASE "agents" SET search_path = "research-agent";
REVOKE "research-agent" FROM CURRENT_USER;
END
$roles$
`,
    );
  });

  it("lets no name end its quotes", () => {
    const sql = stateRoleSql(`a"b'c`, "agents");
    assert.ok(sql.includes(`rolname = 'a"b''c'`));
    assert.ok(sql.includes(`CREATE ROLE "a""b'c" LOGIN`));
  });
});

describe("the job that makes the agents' logins", () => {
  type Pod = { containers: { env: { name: string; value: unknown }[] }[] };
  type Template = { metadata: { annotations: Record<string, string> }; spec: Pod };

  function templateOf(agents: string[]): Template {
    const [job] = stateRolesJob({ ...JOB, agents }).filter(({ kind }) => kind === "Job");
    assert.ok(job);
    return (job.spec as { template: Template }).template;
  }

  it("has one statement for each agent, in an order that does not change", () => {
    const statements = stateRolesJob(JOB).find(({ kind }) => kind === "ConfigMap")?.data;
    assert.deepEqual(Object.keys(statements as object), ["research-agent.sql", "writer.sql"]);
    assert.deepEqual(templateOf(["writer", "research-agent"]), templateOf(["research-agent", "writer"]));
  });

  it("runs again when an agent comes or goes", () => {
    const digestOf = (agents: string[]) => templateOf(agents).metadata.annotations["daca/statements"];
    assert.notEqual(digestOf(["writer"]), digestOf(["writer", "research-agent"]));
  });

  it("names the master's secret, and never holds what is in it", () => {
    const env = Object.fromEntries(
      templateOf(["writer"]).spec.containers[0]?.env.map(({ name, value }) => [name, value]) ?? [],
    );
    assert.deepEqual(env, {
      AWS_REGION: "eu-west-1",
      CLUSTER_ARN: DATABASE,
      SECRET_ARN: SECRET,
      DATABASE: "agents",
      HOME: "/tmp",
    });
  });
});

describe("StateLogins", () => {
  function record() {
    return recordInAws((opts) => {
      const { clusterArn: _, ...job } = JOB;
      const args = { ...WHERE, ...job, eks: CLUSTER, databaseArn: DATABASE, keyArn: KEY };
      return { ready: new StateLogins("logins", args, opts).ready.map(({ urn }) => urn) };
    });
  }

  it("does it under an identity that may call this database with this secret, and do nothing else", async () => {
    const recorded = await record();
    const { Statement } = recorded.named("logins-identity-rights").inputs.policy as {
      Statement: Record<string, unknown>[];
    };
    assert.deepEqual(
      Statement.map(({ Action, Resource }) => [Action, Resource]),
      [
        [["rds-data:ExecuteStatement"], DATABASE],
        [["secretsmanager:GetSecretValue"], SECRET],
        [["kms:Decrypt"], KEY],
      ],
    );
    const { namespace, serviceAccount } = recorded.named("logins-identity-association").inputs;
    assert.deepEqual([namespace, serviceAccount], ["state", "state-roles"]);
    assert.deepEqual([elsewhere(recorded), astray(recorded), await findings(recorded)], [[], [], []]);
  });

  it("starts the job when its credentials and its statements are there", async () => {
    const { named, outputs } = await record();
    const waits = namesOf(named("logins-job").dependencies).toSorted();
    assert.deepEqual(waits, [
      "logins-configmap",
      "logins-identity-association",
      "logins-identity-rights",
      "logins-networkpolicy",
      "logins-serviceaccount",
    ]);
    assert.ok((outputs.ready as string[]).includes(named("logins-job").urn));
    assert.ok(named("logins-job").provider?.endsWith("::cluster"));
  });

  it("lets the job reach DNS, its credentials and AWS, as Auto Mode has them", async () => {
    const { named } = await record();
    const { egress } = named("logins-networkpolicy").inputs.spec as {
      egress: { to: { ipBlock: { cidr: string } }[]; ports: { port: number }[] }[];
    };
    assert.deepEqual(
      egress.map(({ to, ports }) => [to[0]?.ipBlock.cidr, ports.map(({ port }) => port)]),
      [
        ["172.20.0.10/32", [53, 53]],
        ["169.254.170.23/32", [80]],
        ["0.0.0.0/0", [443]],
      ],
    );
  });
});
