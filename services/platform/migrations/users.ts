/** The database users that services sign in as by IAM, with no more than their verb says. */
import type { ClientBase } from "pg";
import { MigrationError } from "./error";

export interface ServiceUsers {
  /** User that may only read. */
  readonly reader: string;
  /** User that may read and write. */
  readonly writer: string;
}

/**
 * Creates the users, and lets nobody else in. They have no password: who is in role `rds_iam` signs in
 * with a token. https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
 *
 * @throws MigrationError where there is no `rds_iam`
 */
export async function createUsers(client: ClientBase, users: ServiceUsers): Promise<void> {
  const { rows } = await client.query<{ database: string; known: string[] }>(
    "SELECT current_database() AS database, array(SELECT rolname::text FROM pg_roles) AS known",
  );
  const { database = "", known = [] } = rows[0] ?? {};
  if (!known.includes("rds_iam")) {
    throw new MigrationError(
      "the database has no role rds_iam, which users of IAM are in; switch IAM sign-in on, or use an RDS or Aurora database",
    );
  }
  const name = client.escapeIdentifier(database);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  for (const user of [users.reader, users.writer]) {
    const role = client.escapeIdentifier(user);
    if (!known.includes(user)) await client.query(`CREATE ROLE ${role} LOGIN`);
    await client.query(`GRANT rds_iam TO ${role}; GRANT CONNECT ON DATABASE ${name} TO ${role}`);
  }
}

/** Lets the users do to every table and sequence of the service what their verbs say, and nothing to its form. */
export async function grantTables(client: ClientBase, users: ServiceUsers): Promise<void> {
  const reader = client.escapeIdentifier(users.reader);
  const writer = client.escapeIdentifier(users.writer);
  await client.query(`
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${reader}, ${writer};
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${reader}, ${writer};
    GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${writer};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${writer}`);
}
