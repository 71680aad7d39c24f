/** A principal that gets a role of its own in the database. */
export interface StatePrincipal {
  /** Name of the agent. */
  agent: string;
  /** Object id of its identity. */
  objectId: string;
}

/**
 * Name of an agent's role in the database, and of the schema that is its alone. A hyphen would have to be quoted
 * everywhere; agents' names have no underscore, so no two become one.
 */
export function stateRole(agent: string): string {
  return agent.replaceAll("-", "_");
}

/**
 * What an administrator runs so that each agent can sign in, and work in a schema of its own and nowhere else. It may
 * run again at any time: it makes what is missing, and ties a role to another identity where that was made anew. It
 * never removes a role, since an agent's state would go with it.
 *
 * `pgaadauth_create_principal_with_oid` and the label are Azure's:
 * learn.microsoft.com/azure/postgresql/flexible-server/how-to-manage-azure-ad-users.
 * @param database name of the database that holds the state
 */
export function stateRolesSql(principals: readonly StatePrincipal[], database: string): string {
  return [
    ...principals.flatMap(signIn),
    `\\connect ${database}`,
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC;`,
    ...principals.flatMap(({ agent }) => rights(stateRole(agent), database)),
    "",
  ].join("\n");
}

function signIn({ agent, objectId }: StatePrincipal): string[] {
  if (!/^[\w-]+$/.test(objectId))
    throw new Error(`${agent} has the object id ${JSON.stringify(objectId)}, expected a GUID`);
  const role = stateRole(agent);
  const label = `aadauth,oid=${objectId},type=service`;
  return [
    `SELECT pgaadauth_create_principal_with_oid('${role}', '${objectId}', 'service', false, false)`,
    `  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}');`,
    `SELECT $$SECURITY LABEL FOR "pgaadauth" ON ROLE ${role} IS '${label}'$$`,
    "  WHERE NOT EXISTS (",
    "    SELECT FROM pg_shseclabel JOIN pg_roles ON pg_roles.oid = objoid",
    `    WHERE rolname = '${role}' AND provider = 'pgaadauth' AND label LIKE 'aadauth,oid=${objectId},%'`,
    "  ) \\gexec",
  ];
}

function rights(role: string, database: string): string[] {
  return [
    // Every administrator's, so that whoever comes next can go on with it.
    `CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION azure_pg_admin;`,
    `GRANT CONNECT ON DATABASE ${database} TO ${role};`,
    `GRANT USAGE, CREATE ON SCHEMA ${role} TO ${role};`,
  ];
}
