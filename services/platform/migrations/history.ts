/** What has been applied to a database, and what that leaves to do. */
import type { ClientBase } from "pg";
import { MigrationError } from "./error";
import type { Migration } from "./files";

/** A migration that the database remembers. */
export type Applied = Pick<Migration, "number" | "name" | "checksum">;

/** Kept apart from the service's tables, so that no user of the service may read or write it. */
export async function readHistory(client: ClientBase): Promise<readonly Applied[]> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS migrations;
    CREATE TABLE IF NOT EXISTS migrations.applied (
      number integer PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`);
  const { rows } = await client.query<Applied>(
    "SELECT number, name, checksum FROM migrations.applied ORDER BY number",
  );
  return rows;
}

export async function remember(client: ClientBase, migration: Migration): Promise<void> {
  const { number, name, checksum } = migration;
  await client.query(
    "INSERT INTO migrations.applied (number, name, checksum) VALUES ($1, $2, $3)",
    [number, name, checksum],
  );
}

/**
 * The migrations that are still to be applied. A database that is ahead of the files is that of a newer
 * release, which this one takes back: nothing is to be done, since migrations are never undone.
 *
 * @throws MigrationError when what was applied is not what the files say
 */
export function pendingOf(
  migrations: readonly Migration[],
  history: readonly Applied[],
): readonly Migration[] {
  const faults = history.flatMap((applied) => historyFault(applied, migrations));
  const last = history.at(-1)?.number ?? 0;
  const applied = new Set(history.map(({ number }) => number));
  const pending = migrations.filter(({ number }) => !applied.has(number));
  const late = pending.filter(({ number }) => number < last);
  for (const { name } of late) {
    faults.push(
      `${name}.sql comes before ${history.at(-1)?.name ?? ""}.sql, which was applied already; give it the next number`,
    );
  }
  if (faults.length > 0) throw new MigrationError(faults.join("; "));
  return pending;
}

function historyFault(applied: Applied, migrations: readonly Migration[]): string[] {
  const file = migrations.find(({ number }) => number === applied.number);
  const newest = migrations.at(-1)?.number ?? 0;
  if (file === undefined) {
    return applied.number > newest
      ? []
      : [`${applied.name}.sql was applied and is missing; put it back as it was`];
  }
  return file.checksum === applied.checksum && file.name === applied.name
    ? []
    : [
        `${file.name}.sql is not what was applied as ${applied.name}.sql; put it back as it was, and write what is to change into a new file`,
      ];
}
