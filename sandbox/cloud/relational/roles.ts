/**
 * The roles that RDS makes in a new server, and nothing else: users of IAM are made by a service's own
 * migration. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html
 */
import { type Client, escapeIdentifier, escapeLiteral } from "pg";

export interface MasterUser {
  readonly masterUser: string;
  readonly password: string;
  /** First database, which belongs to the master user. */
  readonly databaseName: string | undefined;
}

const ROLES = ["rds_iam", "rds_superuser", "rds_password"] as const;

/** Roles of PostgreSQL that stand for the rights of `rds_superuser`. */
const RIGHTS = ["pg_monitor", "pg_signal_backend", "pg_checkpoint"] as const;

async function exists(client: Client, table: string, column: string, name: string) {
  const { rowCount } = await client.query(`SELECT FROM ${table} WHERE ${column} = $1`, [name]);
  return rowCount === 1;
}

async function ensureRole(client: Client, name: string): Promise<void> {
  if (await exists(client, "pg_roles", "rolname", name)) return;
  await client.query(`CREATE ROLE ${escapeIdentifier(name)}`);
}

/**
 * Does it over `client`, not yet connected, which is closed then. Safe to repeat; the master user's password becomes the given one every
 * time.
 */
export async function prepareRoles(
  client: Client,
  { masterUser, password, databaseName }: MasterUser,
): Promise<void> {
  await client.connect();
  try {
    for (const role of [...ROLES, masterUser]) await ensureRole(client, role);
    const master = escapeIdentifier(masterUser);
    // Logged statements would hold the password.
    await client.query("SET log_statement = 'none'; SET log_min_error_statement = 'panic'");
    await client.query(
      `ALTER ROLE ${master} LOGIN CREATEDB CREATEROLE PASSWORD ${escapeLiteral(password)}`,
    );
    await client.query(`GRANT ${RIGHTS.join(", ")} TO rds_superuser WITH ADMIN OPTION`);
    await client.query(`GRANT rds_superuser TO ${master} WITH ADMIN OPTION`);
    await client.query(`GRANT rds_iam, rds_password TO ${master} WITH ADMIN OPTION`);
    if (databaseName === undefined) return;
    if (await exists(client, "pg_database", "datname", databaseName)) return;
    await client.query(`CREATE DATABASE ${escapeIdentifier(databaseName)} OWNER ${master}`);
  } finally {
    await client.end();
  }
}
