import assert from "node:assert/strict";
import { databaseCatalog } from "../../../../services/catalog/databaseCatalog";
import { statementCall } from "../../../../services/platform/tracing/statements";

const server = { host: "db.internal", port: 5432, database: "catalog_db" };

describe("span of a statement", () => {
  const cases: readonly (readonly [text: string, name: string])[] = [
    ["SELECT 1", "SELECT"],
    ["  select * from products where id = $1", "SELECT products"],
    ["SELECT a FROM (SELECT * FROM inner_table) AS page", "SELECT inner_table"],
    ['SELECT * FROM "Order Lines"', "SELECT Order Lines"],
    ["INSERT INTO orders (id) VALUES ($1)", "INSERT orders"],
    ["UPDATE ONLY orders SET paid = true", "UPDATE orders"],
    ["DELETE FROM orders WHERE id = 'ann@example.com'", "DELETE orders"],
    ["", "QUERY"],
  ];
  for (const [text, name] of cases) {
    it(`of "${text}" is ${name}`, () => {
      assert.equal(statementCall(text, server).name, name);
    });
  }

  it("tells operation, table and server, and nothing of text or values", () => {
    const text = "SELECT * FROM products WHERE name = 'ann@example.com' LIMIT 7";
    assert.deepEqual(statementCall(text, server).attributes, {
      "peer.service": "catalog_db",
      "db.system.name": "postgresql",
      "db.namespace": "catalog_db",
      "db.operation.name": "SELECT",
      "db.collection.name": "products",
      "server.address": "db.internal",
      "server.port": 5432,
    });
  });

  it("names the table that each question of the catalog is about", async () => {
    const names: string[] = [];
    const catalog = databaseCatalog({
      read: (text) => {
        names.push(statementCall(text, server).name);
        return Promise.resolve(text.includes("AS size") ? [{ size: 0 }] : []);
      },
      close: () => Promise.resolve(),
    });
    const page = { page: 1, size: 10 };
    await catalog.list({ tags: [], order: "price_asc", ...page });
    await catalog.list({ tags: ["warm"], order: "price_asc", ...page });
    await catalog.search({ keyword: "wool", ...page });
    await catalog.product("1");
    await catalog.size(["warm"]);
    await catalog.tags();
    assert.deepEqual(names, [
      ...Array.from({ length: 4 }, () => "SELECT products"),
      ...["SELECT product_tags", "SELECT tags"],
    ]);
  });
});
