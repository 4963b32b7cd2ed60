import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMigrations, toMigration } from "../../../../services/platform/migrations/files";
import { pendingOf } from "../../../../services/platform/migrations/history";
import { summaryOf } from "../../../../services/platform/migrations/run";
import { statementFaults } from "../../../../services/platform/migrations/statements";

describe("files of migrations", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "migrations-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
  }

  it("are read in the order of their numbers", () => {
    write({ "010-b.sql": "SELECT 2", "002-a.sql": "SELECT 1" });
    assert.deepEqual(
      readMigrations(folder).map(({ number, name, sql }) => [number, name, sql]),
      [
        [2, "002-a", "SELECT 1"],
        [10, "010-b", "SELECT 2"],
      ],
    );
  });

  it("have the same checksum however their lines end, and another one for another text", () => {
    const { checksum } = toMigration("001-a.sql", "SELECT\n1");
    assert.equal(toMigration("001-a.sql", "SELECT\r\n1").checksum, checksum);
    assert.notEqual(toMigration("001-a.sql", "SELECT\n2").checksum, checksum);
  });

  it("are refused together when their names are wrong", () => {
    write({ "1-a.sql": "", "001-b.sql": "", "001-c.sql": "", "notes.txt": "" });
    assert.throws(() => readMigrations(folder), {
      name: "MigrationError",
      message:
        "001-b.sql and 001-c.sql have the same number; give the one that was not released yet the next one; " +
        "a migration is called like 001-products.sql, got 1-a.sql; rename it; " +
        "a migration is called like 001-products.sql, got notes.txt; rename it",
    });
  });

  it("are refused when they take something away without saying why", () => {
    write({ "001-a.sql": "SELECT 1; DROP TABLE things;" });
    assert.throws(
      () => readMigrations(folder),
      /^MigrationError: 001-a\.sql: DROP TABLE takes away/,
    );
    write({ "001-a.sql": "-- destructive: things were never used\nDROP TABLE things;" });
    assert.equal(readMigrations(folder).length, 1);
  });
});

describe("statements of migrations", () => {
  const taking = [
    ["DROP TABLE things", "DROP TABLE"],
    ["drop\n  table things", "DROP TABLE"],
    ["ALTER TABLE things DROP COLUMN name", "DROP COLUMN"],
    ["ALTER TABLE things DROP name", "DROP NAME"],
    ["TRUNCATE things", "TRUNCATE"],
    ["DELETE FROM things WHERE id = 1", "DELETE FROM"],
    ["ALTER TABLE things RENAME COLUMN a TO b", "RENAME"],
    ["ALTER TABLE things ALTER COLUMN a TYPE bigint", "ALTER COLUMN A TYPE"],
    ["ALTER TABLE things ALTER a SET DATA TYPE bigint", "ALTER A SET DATA TYPE"],
    ["DO $$ BEGIN DROP TABLE things; END $$", "DROP TABLE"],
  ] as const;
  for (const [sql, words] of taking) {
    it(`need consent for ${sql.replace(/\s+/g, " ")}`, () => {
      const [fault] = statementFaults(sql);
      assert.ok(fault?.startsWith(`${words} takes away`), fault);
      assert.deepEqual(statementFaults(`  -- destructive: it is time\n${sql}`), []);
      assert.equal(statementFaults(`-- destructive:\n${sql}`).length, 1, "a reason is given");
    });
  }

  const harmless = [
    "CREATE TABLE things (id integer REFERENCES others ON DELETE CASCADE)",
    "ALTER TABLE things ALTER COLUMN a DROP NOT NULL, ALTER COLUMN b DROP DEFAULT",
    "INSERT INTO things VALUES ('DROP TABLE things; it''s only a text')",
    "-- DROP TABLE things\nSELECT 1 /* TRUNCATE things */",
    'SELECT "truncate" FROM things',
    "CREATE TYPE mood AS ENUM ('calm')",
    "CREATE INDEX CREATE_CONCURRENTLY_later ON things (id)",
  ];
  for (const sql of harmless) {
    it(`may be ${sql.replace(/\s+/g, " ")}`, () => {
      assert.deepEqual(statementFaults(sql), []);
    });
  }

  for (const sql of [
    "COMMIT",
    "BEGIN; SELECT 1",
    "VACUUM things",
    "CREATE INDEX CONCURRENTLY a ON b (c)",
  ]) {
    it(`may not be ${sql}`, () => {
      assert.match(
        statementFaults(sql).join(),
        /cannot be there, since each file runs in one transaction/,
      );
    });
  }
});

describe("what is still to be applied", () => {
  const files = ["001-a.sql", "002-b.sql", "003-c.sql"].map((name) => toMigration(name, name));
  const names = (history: typeof files) => pendingOf(files, history).map(({ name }) => name);

  it("is what the history does not have", () => {
    assert.deepEqual(names([]), ["001-a", "002-b", "003-c"]);
    assert.deepEqual(names(files.slice(0, 2)), ["003-c"]);
    assert.deepEqual(names(files), []);
  });

  it("must come after what was applied", () => {
    assert.throws(
      () => names(files.filter(({ number }) => number !== 2)),
      /002-b\.sql comes before 003-c\.sql, which was applied already; give it the next number/,
    );
  });

  it("is told in one line", () => {
    assert.equal(
      summaryOf({ applied: ["002-b", "003-c"], total: 3, seeded: 40 }),
      "applied 002-b, 003-c; 3 in all; 40 rows of first data written",
    );
    assert.equal(
      summaryOf({ applied: [], total: 3, seeded: 0 }),
      "nothing to migrate, 3 applied before",
    );
  });
});
