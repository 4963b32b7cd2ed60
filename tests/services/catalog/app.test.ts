import assert from "node:assert/strict";
import { buildServer } from "../../../services/catalog/app";
import type { Product } from "../../../services/catalog/product";
import { memoryCatalog } from "../../helpers/services/memoryCatalog";
import { recordingLogger } from "../../helpers/services/logs";
import { readApi } from "../../helpers/services/openapi";
import { routesOf } from "../../helpers/services/routes";

const api = readApi("services/catalog/openapi.yml");

const toys = { name: "toys", displayName: "Toys" };
const books = { name: "books", displayName: "Books" };

function product(id: string, name: string, price: number, tags = [toys]): Product {
  return { id, name, description: `About ${name}`, price, tags };
}

const products = [
  product("3", "Kite", 20),
  product("1", "Atlas", 35, [books]),
  product("2", "Blocks", 20, [toys, books]),
];

function server(catalog = memoryCatalog(products)) {
  return buildServer({
    catalog,
    clock: () => 0,
    logger: recordingLogger().logger,
  });
}

function names(body: unknown): unknown[] {
  assert.ok(Array.isArray(body));
  return body.map(({ name }: { name: unknown }) => name);
}

describe("catalog service", () => {
  it("has exactly the routes of its API description", () => {
    assert.deepEqual(routesOf(server()), api.operations);
  });

  const lists: readonly (readonly [query: string, expected: readonly string[]])[] = [
    ["", ["Atlas", "Blocks", "Kite"]],
    ["?order=name_desc", ["Kite", "Blocks", "Atlas"]],
    ["?order=price_asc", ["Blocks", "Kite", "Atlas"]],
    ["?order=price_desc", ["Atlas", "Blocks", "Kite"]],
    ["?tags=toys", ["Blocks", "Kite"]],
    ["?tags=%20toys%20,,books", ["Atlas", "Blocks", "Kite"]],
    ["?tags=", ["Atlas", "Blocks", "Kite"]],
    ["?tags=garden", []],
    ["?size=2", ["Atlas", "Blocks"]],
    ["?size=2&page=2", ["Kite"]],
    ["?page=3&size=2", []],
    ["?tags=toys&order=name_desc&size=1&page=2", ["Blocks"]],
  ];
  for (const [query, expected] of lists) {
    it(`lists ${JSON.stringify(expected)} for "${query}"`, async () => {
      const answer = await server().request(`/catalog/products${query}`);
      assert.equal(answer.status, 200);
      assert.deepEqual(names(await api.assertAnswer("get", "/catalog/products", answer)), expected);
    });
  }

  it("shows ten products unless asked for more", async () => {
    const many = Array.from({ length: 12 }, (_, i) => product(String(i), `Toy ${i}`, i));
    const answer = await server(memoryCatalog(many)).request("/catalog/products");
    assert.equal(names(await answer.json()).length, 10);
  });

  const searches: readonly (readonly [keyword: string, expected: readonly string[]])[] = [
    ["kite", ["Kite"]],
    ["ABOUT", ["Atlas", "Blocks", "Kite"]],
    ["about blocks", ["Blocks"]],
    ["books", ["Atlas", "Blocks"]],
    ["nothing like it", []],
  ];
  for (const [keyword, expected] of searches) {
    it(`finds ${JSON.stringify(expected)} for "${keyword}"`, async () => {
      const query = new URLSearchParams({ keyword }).toString();
      const answer = await server().request(`/catalog/search?${query}`);
      assert.equal(answer.status, 200);
      assert.deepEqual(names(await api.assertAnswer("get", "/catalog/search", answer)), expected);
    });
  }

  it("puts products found by name before those found by description", async () => {
    const catalog = memoryCatalog([
      { ...product("1", "Anchor", 1), description: "as light as a kite" },
      product("2", "Kite", 2),
    ]);
    const answer = await server(catalog).request("/catalog/search?keyword=kite");
    assert.deepEqual(names(await answer.json()), ["Kite", "Anchor"]);
  });

  it("pages through what a search finds", async () => {
    const answer = await server().request("/catalog/search?keyword=about&size=1&page=3");
    assert.deepEqual(names(await answer.json()), ["Kite"]);
  });

  it("counts the products of a tag", async () => {
    const answer = await server().request("/catalog/size?tags=toys");
    assert.deepEqual(await api.assertAnswer("get", "/catalog/size", answer), { size: 2 });
  });

  it("lists each tag once, by display name", async () => {
    const answer = await server().request("/catalog/tags");
    assert.deepEqual(await api.assertAnswer("get", "/catalog/tags", answer), [books, toys]);
  });

  it("opens one product", async () => {
    const answer = await server().request("/catalog/products/3");
    assert.equal(answer.status, 200);
    assert.deepEqual(await api.assertAnswer("get", "/catalog/products/{id}", answer), products[0]);
  });

  it("answers 404 for a product that does not exist", async () => {
    const answer = await server().request("/catalog/products/4");
    assert.equal(answer.status, 404);
    assert.deepEqual(await api.assertAnswer("get", "/catalog/products/{id}", answer), {
      code: 404,
      message: "no product has the id 4",
    });
  });

  const refused: readonly (readonly [path: string, url: string, message: RegExp])[] = [
    ["/catalog/products", "/catalog/products?order=cheapest", /order must be one of name_asc/],
    ["/catalog/products", "/catalog/products?page=0", /page must be a whole number from 1/],
    ["/catalog/products", "/catalog/products?page=1.5", /page must be a whole number/],
    ["/catalog/products", "/catalog/products?page=", /page must be a whole number/],
    ["/catalog/products", "/catalog/products?size=101", /size must .* from 1 to 100/],
    ["/catalog/products", "/catalog/products?size=-1&page=x", /page must .*; size must/],
    ["/catalog/products", `/catalog/products?tags=${"x".repeat(501)}`, /tags must have at most/],
    ["/catalog/search", "/catalog/search", /keyword is required/],
    ["/catalog/search", "/catalog/search?keyword=%20", /keyword is required/],
    ["/catalog/search", `/catalog/search?keyword=${"x".repeat(101)}`, /at most 100/],
    ["/catalog/products/{id}", "/catalog/products/a%20b", /id must have 1 to 64/],
    ["/catalog/products/{id}", `/catalog/products/${"x".repeat(65)}`, /id must have 1 to 64/],
  ];
  for (const [path, url, message] of refused) {
    it(`refuses ${url.slice(0, 60)}`, async () => {
      const answer = await server().request(url);
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(await api.assertAnswer("get", path, answer)), message);
    });
  }
});
