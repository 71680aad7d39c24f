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

/** Object ids of Entra are GUIDs; nothing else gets near a statement. */
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * What an administrator runs with psql so that each agent can sign in, and work in a schema of its own and nowhere
 * else. It may run again at any time: it makes what is missing, and ties a role to another identity where that was made
 * anew. It never removes a role, since an agent's state would go with it.
 *
 * `pgaadauth_create_principal_with_oid` and the label are Azure's:
 * learn.microsoft.com/azure/postgresql/flexible-server/how-to-manage-azure-ad-users.
 * @param database name of the database that holds the state
 * @throws {Error} when an object id is none
 */
export function stateRolesSql(principals: readonly StatePrincipal[], database: string): string {
  const wanted = principals.map(({ agent, objectId }) => {
    if (!GUID.test(objectId))
      throw new Error(`the identity of ${agent} is ${JSON.stringify(objectId)}, expected a GUID`);
    return `(''${stateRole(agent)}'', ''${objectId}'')`;
  });
  if (wanted.length === 0) return "";
  return `\\set wanted '(VALUES ${wanted.join(", ")}) AS wanted (role, id)'

SELECT pgaadauth_create_principal_with_oid(role, id, 'service', false, false) FROM :wanted
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role);

SELECT format('SECURITY LABEL FOR pgaadauth ON ROLE %I IS %L', role, 'aadauth,oid=' || id || ',type=service') FROM :wanted
  WHERE NOT EXISTS (
    SELECT FROM pg_shseclabel JOIN pg_roles ON pg_roles.oid = objoid
    WHERE rolname = role AND provider = 'pgaadauth' AND label LIKE 'aadauth,oid=' || id || ',%'
  ) \\gexec

\\connect ${database}
REVOKE ALL ON DATABASE ${database} FROM PUBLIC;

-- Every administrator's, so that whoever comes next can go on with it.
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION azure_pg_admin', role) FROM :wanted \\gexec
SELECT format('GRANT CONNECT ON DATABASE ${database} TO %I', role) FROM :wanted \\gexec
SELECT format('GRANT USAGE, CREATE ON SCHEMA %1$I TO %1$I', role) FROM :wanted \\gexec
`;
}
