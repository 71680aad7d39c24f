import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { stateRolesSql } from "../../components/infra/azure/stateRoles.ts";
import { STATE_ROLES_SCRIPT } from "../../components/infra/azure/stateRolesJob.ts";
import { type PostgresServer, startPostgres } from "./server.ts";

const run = promisify(execFile);

const PRINCIPALS = [
  { agent: "research-agent", objectId: "00000000-0000-4000-8000-00000000000a" },
  { agent: "writer", objectId: "00000000-0000-4000-8000-00000000000b" },
];

/** Stands for a token of Entra: the stand-in server takes it for a password, as Azure's takes the token. */
const TOKEN = "artificial.token-of_nobody";

/**
 * What Azure has before the job runs: the administrators' role, one administrator, the database, and its function,
 * which here makes a plain role and writes the label by hand.
 */
const AS_ON_AZURE = `
CREATE ROLE azure_pg_admin NOLOGIN;
CREATE ROLE provisioner LOGIN CREATEROLE PASSWORD '${TOKEN}' IN ROLE azure_pg_admin;
CREATE FUNCTION pgaadauth_create_principal_with_oid(name text, id text, kind text, admin boolean, mfa boolean)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET allow_system_table_mods = on AS $$
BEGIN
  EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L', name, 'artificial');
  INSERT INTO pg_shseclabel SELECT oid, 'pg_authid'::regclass, 'pgaadauth', 'aadauth,oid=' || id || ',type=' || kind
    FROM pg_authid WHERE rolname = name;
  RETURN 'Created role for ' || name;
END $$;`;

describe("the job that gives agents their roles", () => {
  let postgres: PostgresServer;
  let entra: Server;
  let folder: string;
  const asked: string[] = [];

  before(async () => {
    postgres = await startPostgres();
    await postgres.query("postgres", AS_ON_AZURE);
    await postgres.query("postgres", "CREATE DATABASE agents OWNER azure_pg_admin");
    folder = mkdtempSync(join(tmpdir(), "daca-token-"));
    writeFileSync(join(folder, "token"), "token.of.the-pod");
    entra = createServer(async (request, response) => {
      const body = await new Response(request as unknown as ReadableStream).text();
      asked.push(`${request.method} ${request.url} ${body}`);
      response.end(JSON.stringify({ token_type: "Bearer", expires_in: 3599, access_token: TOKEN }));
    });
    await new Promise<void>((resolve) => entra.listen(0, "127.0.0.1", resolve));
  });

  after(async () => {
    entra.close();
    rmSync(folder, { recursive: true, force: true });
    await postgres.stop();
  });

  /** Runs the container's own script, with what the manifest and the cluster put into its environment. */
  const job = (principals = PRINCIPALS) =>
    run("/bin/sh", ["-eu", "-c", STATE_ROLES_SCRIPT], {
      env: {
        PATH: process.env.PATH,
        PGHOST: "127.0.0.1",
        PGPORT: String(postgres.port),
        PGUSER: "provisioner",
        PGDATABASE: "postgres",
        STATEMENTS: stateRolesSql(principals, "agents"),
        AZURE_CLIENT_ID: "client",
        AZURE_TENANT_ID: "tenant",
        AZURE_AUTHORITY_HOST: `http://127.0.0.1:${(entra.address() as AddressInfo).port}/`,
        AZURE_FEDERATED_TOKEN_FILE: join(folder, "token"),
      },
    });

  const as = (role: string, sql: string, database = "agents") =>
    run("psql", ["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql], {
      env: {
        PATH: process.env.PATH,
        PGHOST: "127.0.0.1",
        PGPORT: String(postgres.port),
        PGUSER: role,
        PGDATABASE: database,
        PGPASSWORD: "artificial",
      },
    });

  it("shows the pod's token to Entra, and makes a role and a schema for each agent", async () => {
    await job();
    assert.deepEqual(asked, [
      "POST /tenant/oauth2/v2.0/token grant_type=client_credentials&client_id=client&scope=https%3A%2F%2Fossrdbms-aad.database.windows.net%2F.default&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=token.of.the-pod",
    ]);
    const schemas =
      "SELECT nspname, pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname !~ '^pg_|^information|public' ORDER BY 1";
    assert.deepEqual(await postgres.query("agents", schemas), [
      "research_agent|azure_pg_admin",
      "writer|azure_pg_admin",
    ]);
  });

  it("may run again, and changes nothing then", async () => {
    const catalog =
      "SELECT rolname, provider, label FROM pg_roles JOIN pg_shseclabel ON objoid = pg_roles.oid ORDER BY 1";
    const rights = "SELECT nspname, nspacl FROM pg_namespace ORDER BY 1";
    const before = [await postgres.query("agents", catalog), await postgres.query("agents", rights)];
    await job();
    assert.deepEqual([await postgres.query("agents", catalog), await postgres.query("agents", rights)], before);
  });

  it("lets an agent make what Dapr makes in its schema, and nothing elsewhere", async () => {
    await as(
      "research_agent",
      "CREATE TABLE research_agent.state (key text); INSERT INTO research_agent.state VALUES ('k')",
    );
    for (const sql of [
      "SELECT * FROM research_agent.state",
      "CREATE TABLE research_agent.other (key text)",
      "CREATE TABLE public.other (key text)",
      "CREATE SCHEMA other",
      "CREATE ROLE other",
      "CREATE TEMPORARY TABLE other (key text)",
    ]) {
      await assert.rejects(as("writer", sql), /permission denied/, sql);
    }
  });

  it("ties a role to another identity by Azure's label, where the identity was made anew", async () => {
    const [research] = PRINCIPALS;
    const anew = [{ agent: research?.agent ?? "", objectId: "00000000-0000-4000-8000-00000000000c" }];
    // Only Azure's server has the provider: that it is asked for by its name is all that shows here.
    await assert.rejects(job(anew), /security label provider "pgaadauth" is not loaded/);
  });

  it("adds the role of an agent that comes later", async () => {
    await job([...PRINCIPALS, { agent: "critic", objectId: "00000000-0000-4000-8000-00000000000d" }]);
    await as("critic", "CREATE TABLE critic.state (key text)");
  });

  it("fails, and says why, where Entra gives no token", async () => {
    const refusing = createServer((_, response) => void response.end('{"error":"invalid_client"}'));
    await new Promise<void>((resolve) => refusing.listen(0, "127.0.0.1", resolve));
    const [address, real] = [refusing.address(), entra];
    entra = refusing;
    try {
      assert.ok(address);
      await assert.rejects(job(), /Entra gave no token for client/);
    } finally {
      entra = real;
      refusing.close();
    }
  });
});
