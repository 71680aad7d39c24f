/**
 * What an administrator runs so that one agent can log in, and work in a schema of its own and in no other. All of it
 * is done or none, and running it again changes nothing. It never removes a role: an agent's state would go with it.
 *
 * `rds_iam` is Amazon's: who has it logs in by a token of AWS and by no password. Dapr finds the schema without being
 * told, since tables without a schema are looked for there.
 * @param agent name of the agent, of its role and of its schema
 * @param database that holds the state; whoever runs this owns it
 */
export function stateRoleSql(agent: string, database: string): string {
  const [role, place] = [identifier(agent), identifier(database)];
  return [
    "DO $roles$",
    "BEGIN",
    `IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(agent)}) THEN`,
    `  CREATE ROLE ${role} LOGIN;`,
    "END IF;",
    `GRANT rds_iam TO ${role};`,
    `REVOKE ALL ON DATABASE ${place} FROM PUBLIC;`,
    `GRANT CONNECT ON DATABASE ${place} TO ${role};`,
    // Only who may act as a role can make a schema for it: administering it is not enough since PostgreSQL 16.
    `GRANT ${role} TO CURRENT_USER;`,
    `CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${role};`,
    `ALTER ROLE ${role} IN DATABASE ${place} SET search_path = ${role};`,
    `REVOKE ${role} FROM CURRENT_USER;`,
    "END",
    "$roles$",
    "",
  ].join("\n");
}

/** A name as SQL writes it: agents' names have hyphens. */
function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
