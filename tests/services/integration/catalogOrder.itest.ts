import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import * as fc from "fast-check";
import { type Catalog, orders } from "../../../services/catalog/catalog";
import { databaseCatalog } from "../../../services/catalog/databaseCatalog";
import type { Product } from "../../../services/catalog/product";
import seed from "../../../services/catalog/products.json";
import { seedProducts } from "../../../services/catalog/seed";
import { readMigrations } from "../../../services/platform/migrations/files";
import { migrate } from "../../../services/platform/migrations/migrate";
import {
  createPostgres,
  type Postgres,
  type PostgresServer,
} from "../../../services/platform/postgres";
import {
  masterPassword,
  type RunningPostgres,
  startPostgres,
} from "../../helpers/servers/postgresServer";
import { memoryCatalog } from "../../helpers/services/memoryCatalog";
import { recordingLogger } from "../../helpers/services/logs";

const users = { reader: "catalog_db_reader", writer: "catalog_db_writer" };
const migrations = readMigrations(
  join(resolve(__dirname, "../../.."), "services/catalog/migrations"),
);

const tags = ["toys", "books", "camp_kitchen", "50%"].map((name) => ({
  name,
  displayName: `${name.toUpperCase()} 2 & É`,
}));

const word = fc.constantFrom(
  ...[
    "Tent",
    "tent",
    "Tent 2",
    "Tent 10",
    "Émail",
    "emaille",
    "Zelt",
    "ÄRA",
    "a-b",
    "ab",
    "a b",
    "_x",
    "50%",
  ],
  ...["", "0", "007", "7", "\\", "'", "ΌΣΟΣ", "Straße", "İ", "Łódź", "naïve", "Ａ", "🏕"],
);
const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const products: fc.Arbitrary<Product[]> = fc.uniqueArray(
  fc.record(
    {
      id: fc.stringMatching(/^[\w.:-]{1,6}$/),
      name: fc.oneof(
        text,
        fc.string({ maxLength: 6 }).filter((name) => !name.includes("\0")),
      ),
      description: text,
      price: fc.integer({ min: 0, max: 4 }),
      tags: fc.subarray(tags),
    },
    { noNullPrototype: true },
  ),
  {
    selector: ({ id }) => id.replace(/\d+/g, (digits) => String(Number(digits))).toLowerCase(),
    maxLength: 25,
  },
);

describe("the catalog in PostgreSQL", function () {
  this.timeout(120_000);
  let postgres: RunningPostgres;
  let server: PostgresServer;
  let database: Postgres;
  let catalog: Catalog;

  before(async () => {
    postgres = await startPostgres();
    server = await postgres.createDatabase("catalog_db");
    database = createPostgres({
      ...server,
      password: () => Promise.resolve(masterPassword),
      logger: recordingLogger().logger,
    });
    catalog = databaseCatalog(database);
    const client = await postgres.connect(server);
    await migrate(client, { migrations, users });
    await client.end();
  });

  after(async () => {
    await database.close();
    await postgres.stop();
  });

  async function fill(rows: readonly Product[]): Promise<Catalog> {
    const client = await postgres.connect(server);
    await client.query("TRUNCATE products, tags CASCADE");
    assert.equal(await seedProducts(client, rows), rows.length);
    await client.end();
    return memoryCatalog(rows);
  }

  it("answers every question about the first data as the table did", async () => {
    const expected = await fill(seed);
    const names = [[], ["kitchen"], ["kitchen", "gifts"], ["nothing"], ["nul\0"]];
    for (const order of orders) {
      for (const tags of names) {
        for (const page of [1, 2, 3, 10_000]) {
          const query = { order, tags, page, size: 15 };
          assert.deepEqual(
            await catalog.list(query),
            await expected.list(query),
            JSON.stringify(query),
          );
        }
        assert.equal(await catalog.size(tags), await expected.size(tags));
      }
    }
    for (const keyword of [
      "enamel",
      "CAMP kettle",
      "a",
      "the",
      "kitchen",
      "in e",
      "%",
      "_",
      "\\",
      "x\0",
    ]) {
      const query = { keyword, page: 1, size: 100 };
      assert.deepEqual(await catalog.search(query), await expected.search(query), keyword);
    }
    assert.deepEqual(await catalog.tags(), await expected.tags());
    assert.deepEqual(
      await catalog.product("enamel-kettle"),
      await expected.product("enamel-kettle"),
    );
    assert.equal(await catalog.product("nothing"), undefined);
  });

  it("answers as the table did, whatever the products are", async () => {
    await fc.assert(
      fc.asyncProperty(products, text, fc.subarray(tags), async (rows, keyword, some) => {
        const expected = await fill(rows);
        const tagNames = some.map(({ name }) => name);
        const page = { page: 1, size: 100 };
        for (const order of orders) {
          const query = { order, tags: tagNames, ...page };
          assert.deepEqual(await catalog.list(query), await expected.list(query));
        }
        assert.deepEqual(
          await catalog.search({ keyword, ...page }),
          await expected.search({ keyword, ...page }),
        );
        assert.deepEqual(await catalog.tags(), await expected.tags());
      }),
      { numRuns: 150 },
    );
  });

  it("finds pages, words and tags by an index", async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      id: `p${index}`,
      name: `Product ${(index * 7919) % 10_000}`,
      description: `Word${index} and more`,
      price: index % 500,
      tags: [tags[index % 4] ?? { name: "none", displayName: "None" }],
    }));
    await fill(many);
    const client = await postgres.connect(server);
    await client.query("VACUUM ANALYZE");
    const plan = async (sql: string): Promise<string> => {
      const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${sql}`);
      return rows.map((row) => row["QUERY PLAN"]).join("\n");
    };
    assert.match(
      await plan("SELECT * FROM products ORDER BY name, id LIMIT 10"),
      /products_by_name/,
    );
    assert.match(
      await plan("SELECT * FROM products ORDER BY price DESC, name, id LIMIT 10"),
      /Incremental Sort[\s\S]*Backward using products_by_price/,
    );
    assert.match(
      await plan("SELECT id FROM products WHERE search_text LIKE '%word77%'"),
      /products_by_word/,
    );
    await client.end();
  });
});
