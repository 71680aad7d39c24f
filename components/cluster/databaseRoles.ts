/**
 * SQL that lets a role work in a schema of its own and in no other. Dapr finds it without being told, since tables
 * without a schema are looked for there. Running it again changes nothing.
 * @param role an existing login; whoever runs this may administer it
 * @param database that the role connects to; whoever runs this owns it
 */
export function ownSchema(role: string, database: string): string[] {
  const [name, place] = [identifier(role), identifier(database)];
  return [
    `REVOKE ALL ON DATABASE ${place} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${place} TO ${name}`,
    // Only who may act as a role can make a schema for it: administering it is not enough since PostgreSQL 16.
    `GRANT ${name} TO CURRENT_USER`,
    `CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION ${name}`,
    `ALTER ROLE ${name} IN DATABASE ${place} SET search_path = ${name}`,
    `REVOKE ${name} FROM CURRENT_USER`,
  ];
}

/** SQL that makes a login without a password, unless it is there. */
export function loginUnlessThere(role: string): string {
  return [
    `IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(role)}) THEN`,
    `  CREATE ROLE ${identifier(role)} LOGIN;`,
    "END IF",
  ].join("\n");
}

/** One statement of several: all of them are done, or none. */
export function together(statements: readonly string[]): string {
  return ["DO $roles$", "BEGIN", ...statements.map((statement) => `${statement};`), "END", "$roles$"].join("\n");
}

/** A name as SQL writes it: agents' names have hyphens. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
