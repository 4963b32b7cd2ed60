/** Migrations as files: which there are, and what may be in them. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MigrationError } from "./error";
import { statementFaults } from "./statements";

/** One file of SQL, which is applied once. */
export interface Migration {
  /** Its place: files are applied in the order of their numbers. */
  readonly number: number;
  /** File name without `.sql`, such as `002-search`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text, without regard to how lines end. */
  readonly checksum: string;
}

const fileName = /^(\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;

/**
 * The migrations of a folder, in their order.
 *
 * @throws MigrationError which names every file at fault: a wrong name, a number taken twice, a statement
 * that may not be there or needs consent
 */
export function readMigrations(folder: string): readonly Migration[] {
  const files = readdirSync(folder).sort();
  const faults = files.flatMap((file) => nameFaults(file, files));
  if (faults.length > 0) throw new MigrationError(faults.join("; "));
  const migrations = files.map((file) =>
    toMigration(file, readFileSync(join(folder, file), "utf8")),
  );
  const refused = migrations.flatMap(({ name, sql }) =>
    statementFaults(sql).map((fault) => `${name}.sql: ${fault}`),
  );
  if (refused.length > 0) throw new MigrationError(refused.join("; "));
  return migrations;
}

export function toMigration(file: string, sql: string): Migration {
  const checksum = createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");
  return { number: Number(file.slice(0, 3)), name: file.replace(/\.sql$/, ""), sql, checksum };
}

function nameFaults(file: string, files: readonly string[]): string[] {
  if (!fileName.test(file)) {
    return [`a migration is called like 001-products.sql, got ${file}; rename it`];
  }
  const twin = files.find((other) => other < file && other.slice(0, 3) === file.slice(0, 3));
  return twin === undefined
    ? []
    : [
        `${twin} and ${file} have the same number; give the one that was not released yet the next one`,
      ];
}
