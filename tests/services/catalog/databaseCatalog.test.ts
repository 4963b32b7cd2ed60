import assert from "node:assert/strict";
import { databaseCatalog } from "../../../services/catalog/databaseCatalog";
import type { Row } from "../../../services/platform/postgres";

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

function tested(...rows: readonly Row[]) {
  const sent: Statement[] = [];
  const catalog = databaseCatalog({
    read: (text, values) => {
      sent.push({ text, values });
      return Promise.resolve(rows);
    },
    close: () => Promise.resolve(),
  });
  return { catalog, sent };
}

const kite = { id: "1", name: "Kite", description: "Flies", price: 20, tags: [] };
const page = { page: 3, size: 20 };

describe("the catalog's statements", () => {
  it("carry whatever a caller wrote as values, never in their text", async () => {
    const { catalog, sent } = tested(kite);
    const text = "'; DROP TABLE products; --";
    await catalog.list({ ...page, tags: [text], order: "name_asc" });
    await catalog.search({ ...page, keyword: text });
    await catalog.product(text);
    for (const statement of sent) assert.doesNotMatch(statement.text, /drop table/i);
    assert.deepEqual(sent[0]?.values, [20, 40, [text]]);
  });

  it("look for percent signs, underscores and backslashes as they are", async () => {
    const { catalog, sent } = tested();
    await catalog.search({ page: 1, size: 10, keyword: "50% a_b \\" });
    assert.deepEqual(sent[0]?.values, [10, 0, "%50\\%%", "%a\\_b%", "%\\\\%"]);
  });

  it("are not sent for a word that no text can hold", async () => {
    const { catalog, sent } = tested();
    assert.deepEqual(await catalog.search({ ...page, keyword: "kite \0" }), []);
    assert.deepEqual(sent, []);
  });

  it("must answer with products", async () => {
    const { catalog } = tested({ ...kite, price: "20" });
    await assert.rejects(catalog.product("1"), /price/);
  });
});
