import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import products from "../../../services/catalog/products.json";
import { seedProducts } from "../../../services/catalog/seed";
import {
  type Migration,
  readMigrations,
  toMigration,
} from "../../../services/platform/migrations/files";
import { migrate, type MigrateOptions } from "../../../services/platform/migrations/migrate";
import type { PostgresServer } from "../../../services/platform/postgres";
import { type RunningPostgres, startPostgres } from "../../helpers/servers/postgresServer";

const users = { reader: "shop_reader", writer: "shop_writer" };
const first = toMigration("001-things.sql", "CREATE TABLE things (id integer PRIMARY KEY);");
const second = toMigration("002-names.sql", "ALTER TABLE things ADD COLUMN name text;");

describe("migrations of a database", function () {
  this.timeout(60_000);
  let postgres: RunningPostgres;
  let server: PostgresServer;
  let databases = 0;

  before(async () => {
    postgres = await startPostgres();
  });

  after(async () => {
    await postgres.stop();
  });

  beforeEach(async () => {
    databases += 1;
    server = await postgres.createDatabase(`shop_${databases}`);
  });

  async function run(migrations: readonly Migration[], options: Partial<MigrateOptions> = {}) {
    const client = await postgres.connect(server);
    try {
      return await migrate(client, { migrations, users, ...options });
    } finally {
      await client.end();
    }
  }

  async function query(sql: string, as?: string): Promise<unknown[]> {
    const client = await postgres.connect(server);
    try {
      if (as !== undefined) await client.query(`SET ROLE ${as}`);
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const tables = () =>
    query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");

  it("are applied in their order, once", async () => {
    assert.deepEqual(await run([first]), { applied: ["001-things"], total: 1, seeded: 0 });
    assert.deepEqual(await run([first, second]), { applied: ["002-names"], total: 2, seeded: 0 });
    assert.deepEqual(await run([first, second]), { applied: [], total: 2, seeded: 0 });
  });

  it("leave nothing of one that fails half-way, and keep those before it", async () => {
    const broken = toMigration(
      "002-broken.sql",
      "CREATE TABLE halfway (id integer);\nINSERT INTO things VALUES (1);\nINSERT INTO nothing VALUES (1);",
    );
    await assert.rejects(run([first, broken]), {
      name: "MigrationError",
      message:
        '002-broken.sql failed and was taken back: relation "nothing" does not exist in line 3; correct it and release again',
    });
    assert.deepEqual(await tables(), [{ tablename: "things" }]);
    assert.deepEqual(await query("SELECT * FROM things"), []);
    assert.deepEqual(await run([first, second]), { applied: ["002-names"], total: 2, seeded: 0 });
  });

  it("of two releases at once, apply each file once", async () => {
    const slow = toMigration("001-things.sql", `SELECT pg_sleep(0.3); ${first.sql}`);
    const results = await Promise.all([
      run([slow, second]),
      run([slow, second]),
      run([slow, second]),
    ]);
    assert.deepEqual(results.map(({ applied }) => applied.length).sort(), [0, 0, 2]);
  });

  it("give up when another one does not end", async () => {
    const slow = toMigration("001-things.sql", "SELECT pg_sleep(2);");
    const running = run([slow]);
    await new Promise((done) => setTimeout(done, 300));
    await assert.rejects(
      run([slow], { waitSeconds: 1 }),
      /another migration has not ended within 1 s/,
    );
    await running;
  });

  it("refuse a changed history before anything runs", async () => {
    await run([first]);
    const changed = toMigration("001-things.sql", "CREATE TABLE things (id bigint PRIMARY KEY);");
    await assert.rejects(
      run([changed, second]),
      /001-things\.sql is not what was applied as 001-things\.sql; put it back as it was/,
    );
    await assert.rejects(
      run([second]),
      /001-things\.sql was applied and is missing; put it back as it was/,
    );
    assert.deepEqual(await query("SELECT number FROM migrations.applied"), [{ number: 1 }]);
  });

  it("leave a database that is ahead, of a newer release, as it is", async () => {
    await run([first, second]);
    assert.deepEqual(await run([first]), { applied: [], total: 2, seeded: 0 });
  });

  it("give up on a table that is in use, rather than have its readers wait", async () => {
    await run([first]);
    const reader = await postgres.connect(server);
    await reader.query("BEGIN; SELECT * FROM things");
    await assert.rejects(
      run([first, second], { lockSeconds: 1 }),
      /002-names\.sql failed and was taken back: canceling statement due to lock timeout/,
    );
    await reader.end();
  });

  it("make users of IAM who may do what their names say, and nothing else", async () => {
    await run([first]);
    const master = await postgres.connect(server);
    const { rows } = await master.query(
      "SELECT rolname, pg_has_role(rolname, 'rds_iam', 'member') AS iam, rolcreatedb OR rolsuper AS more FROM pg_roles WHERE rolname LIKE 'shop%' ORDER BY 1",
    );
    await master.query("GRANT shop_reader, shop_writer TO dbadmin WITH SET TRUE");
    await master.end();
    assert.deepEqual(rows, [
      { rolname: "shop_reader", iam: true, more: false },
      { rolname: "shop_writer", iam: true, more: false },
    ]);
    await query("SELECT * FROM things", "shop_reader");
    await query("INSERT INTO things VALUES (1)", "shop_writer");
    const refused = [
      ["INSERT INTO things VALUES (2)", "shop_reader"],
      ["CREATE TABLE mine (id integer)", "shop_writer"],
      ["DROP TABLE things", "shop_writer"],
      ["SELECT * FROM migrations.applied", "shop_writer"],
      ["TRUNCATE things", "shop_writer"],
    ] as const;
    for (const [sql, user] of refused) {
      await assert.rejects(query(sql, user), /permission denied|must be owner/, `${user}: ${sql}`);
    }
  });

  it("of the catalog give it its products once, and leave what was changed since", async () => {
    const migrations = readMigrations(
      join(resolve(__dirname, "../../.."), "services/catalog/migrations"),
    );
    const seed: MigrateOptions["seed"] = (client) => seedProducts(client, products);
    assert.equal((await run(migrations, { seed })).seeded, 40);
    await query("UPDATE products SET price = 1 WHERE id = 'enamel-kettle'");
    assert.equal((await run(migrations, { seed })).seeded, 0);
    assert.deepEqual(await query("SELECT price FROM products WHERE id = 'enamel-kettle'"), [
      { price: 1 },
    ]);
  });
});
