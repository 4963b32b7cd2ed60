/** Brings a database to what the files say. */
import type { ClientBase } from "pg";
import { MigrationError } from "./error";
import type { Migration } from "./files";
import { pendingOf, readHistory, remember } from "./history";
import { createUsers, grantTables, type ServiceUsers } from "./users";

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  readonly users: ServiceUsers;
  /** Writes the first data, if it is not there; returns how many rows it wrote. @default no data is written */
  readonly seed?: (client: ClientBase) => Promise<number>;
  /** Seconds to wait for another migration to end. @default 120 */
  readonly waitSeconds?: number;
  /**
   * Seconds that a statement waits for a table that is in use. While it waits, whatever comes after it
   * waits too, the service's reads among them. @default 5
   */
  readonly lockSeconds?: number;
}

export interface Migrated {
  /** Names of what was applied now. */
  readonly applied: readonly string[];
  /** How many the database has now. */
  readonly total: number;
  readonly seeded: number;
}

/** Number of the advisory lock, which no two migrations of one database hold at the same time. */
const lockNumber = 7_249_018;

/**
 * Applies what is pending, each file in a transaction of its own, under a lock: of two migrations, the
 * second waits and finds nothing to do. Nothing runs when the history is not what the files say.
 *
 * @throws MigrationError which names the file at fault; those before it stay applied, and of it nothing
 */
export async function migrate(client: ClientBase, options: MigrateOptions): Promise<Migrated> {
  const { migrations, users, seed, waitSeconds = 120, lockSeconds = 5 } = options;
  await takeLock(client, waitSeconds);
  try {
    await client.query(`SET lock_timeout = '${lockSeconds}s'`);
    const history = await readHistory(client);
    const pending = pendingOf(migrations, history);
    await inTransaction(client, () => createUsers(client, users));
    for (const migration of pending) await apply(client, migration);
    await inTransaction(client, () => grantTables(client, users));
    const seeded = seed === undefined ? 0 : await inTransaction(client, () => seed(client));
    return {
      applied: pending.map(({ name }) => name),
      total: history.length + pending.length,
      seeded,
    };
  } finally {
    // A connection that is lost has lost the lock too.
    await client.query("SELECT pg_advisory_unlock($1)", [lockNumber]).catch(() => undefined);
  }
}

async function takeLock(client: ClientBase, waitSeconds: number): Promise<void> {
  await client.query(`SET lock_timeout = '${waitSeconds}s'`);
  await client.query("SELECT pg_advisory_lock($1)", [lockNumber]).catch((error: unknown) => {
    throw new MigrationError(
      `another migration has not ended within ${waitSeconds} s (${reasonOf(error)}); look at it, and try again`,
    );
  });
}

async function apply(client: ClientBase, migration: Migration): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query(migration.sql);
      await remember(client, migration);
    });
  } catch (error) {
    throw new MigrationError(
      `${migration.name}.sql failed and was taken back: ${reasonOf(error)}${placeOf(error, migration.sql)}; correct it and release again`,
      { cause: error },
    );
  }
}

async function inTransaction<Result>(
  client: ClientBase,
  work: () => Promise<Result>,
): Promise<Result> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** PostgreSQL counts characters; people count lines. */
function placeOf(error: unknown, sql: string): string {
  const position =
    error instanceof Error && "position" in error ? Number(error.position) : Number.NaN;
  return Number.isNaN(position) ? "" : ` in line ${sql.slice(0, position).split("\n").length}`;
}
