import { strict as assert } from "node:assert";
import {
  listPath,
  parseRoute,
  productPath,
  wholeCatalogue,
  type ListQuery,
} from "../../services/web/src/router";

describe("web router", () => {
  it("shows the whole catalogue at the front door", () => {
    assert.deepEqual(parseRoute("/", ""), { view: "products", query: wholeCatalogue });
  });

  it("reads tag, order, page and search words from the query", () => {
    const route = parseRoute("/", "?tag=wear&sort=price_desc&page=3&q=%20wool%20");
    const query = { tag: "wear", keyword: "wool", order: "price_desc", page: 3 };
    assert.deepEqual(route, { view: "products", query });
  });

  for (const search of [
    "?page=0",
    "?page=-1",
    "?page=1.5",
    "?page=two",
    "?sort=newest",
    "?page=",
  ]) {
    it(`falls back to the default for ${search}`, () => {
      assert.deepEqual(parseRoute("/", search), { view: "products", query: wholeCatalogue });
    });
  }

  it("opens a product by its id, escaped or not", () => {
    assert.deepEqual(parseRoute("/products/brass-compass", ""), {
      view: "product",
      id: "brass-compass",
    });
    assert.deepEqual(parseRoute("/products/a%2Fb", ""), { view: "product", id: "a/b" });
  });

  it("ignores slashes at the end", () => {
    assert.deepEqual(parseRoute("/cart/", ""), { view: "cart" });
    assert.deepEqual(parseRoute("/products/", ""), { view: "products", query: wholeCatalogue });
  });

  for (const path of ["/nowhere", "/cart/2", "/products/a/b", "/products/%E0%A4%A"]) {
    it(`finds nothing at ${path}`, () => {
      assert.deepEqual(parseRoute(path, ""), { view: "missing" });
    });
  }

  it("leaves defaults out of an address", () => {
    assert.equal(listPath(), "/");
    assert.equal(listPath({ tag: "wear", page: 1, order: "name_asc" }), "/?tag=wear");
  });

  it("reads back every address that it writes", () => {
    const queries: ListQuery[] = [
      { tag: "", keyword: "salt & pepper?", order: "price_asc", page: 2 },
      { tag: "notes", keyword: "", order: "name_desc", page: 7 },
    ];
    for (const query of queries) {
      const url = new URL(listPath(query), "http://shop.test");
      assert.deepEqual(parseRoute(url.pathname, url.search), { view: "products", query });
    }
    assert.deepEqual(parseRoute(productPath("50% wool/silk"), ""), {
      view: "product",
      id: "50% wool/silk",
    });
  });
});
