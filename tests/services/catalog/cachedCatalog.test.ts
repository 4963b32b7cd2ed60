import assert from "node:assert/strict";
import type { Catalog } from "../../../services/catalog/catalog";
import { cachedCatalog } from "../../../services/catalog/cachedCatalog";
import type { CacheAside } from "../../../services/platform/cacheAside";
import { memoryCatalog } from "../../helpers/services/memoryCatalog";

const toys = { name: "toys", displayName: "Toys" };
const kite = { id: "1", name: "Kite", description: "Flies", price: 20, tags: [toys] };

/** A catalog whose cache only says which keys were asked for. */
function tested(): { readonly catalog: Catalog; readonly keys: string[] } {
  const keys: string[] = [];
  const cache: CacheAside = {
    read: async (key, schema, load) => {
      keys.push(key);
      return schema.parse(await load());
    },
  };
  return { catalog: cachedCatalog(memoryCatalog([kite]), cache), keys };
}

const page = { page: 1, size: 10 };

describe("the catalog behind a cache", () => {
  it("answers what the catalog answers", async () => {
    const { catalog } = tested();
    const list = { ...page, tags: ["toys"], order: "name_asc" as const };
    assert.deepEqual(await catalog.list(list), [kite]);
    assert.deepEqual(await catalog.search({ ...page, keyword: "kite" }), [kite]);
    assert.equal(await catalog.size([]), 1);
    assert.deepEqual(await catalog.tags(), [toys]);
    assert.deepEqual(await catalog.product("1"), kite);
    assert.equal(await catalog.product("2"), undefined);
  });

  it("has one key for questions with the same answer", async () => {
    const { catalog, keys } = tested();
    await catalog.search({ ...page, keyword: "Red  kite" });
    await catalog.search({ ...page, keyword: "kite red RED" });
    await catalog.size(["b", "a", "a"]);
    await catalog.size(["a", "b"]);
    assert.equal(keys[0], keys[1]);
    assert.equal(keys[2], keys[3]);
  });

  it("has another key for every other question", async () => {
    const { catalog, keys } = tested();
    for (const order of ["name_asc", "price_asc"] as const) {
      for (const tags of [[], ["a"], ["a", "b"], ["a:b"], ["a,b"]]) {
        await catalog.list({ ...page, order, tags });
      }
    }
    await catalog.list({ page: 2, size: 10, order: "name_asc", tags: [] });
    await catalog.list({ page: 1, size: 20, order: "name_asc", tags: [] });
    await catalog.size(["a"]);
    await catalog.search({ ...page, keyword: "a" });
    await catalog.product("a");
    await catalog.tags();
    assert.equal(new Set(keys).size, keys.length);
  });
});
