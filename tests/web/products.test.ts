import { strict as assert } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeArray, decodeProduct } from "../../services/web/src/api/decode";

const root = join(__dirname, "../..");
const drawings = join(root, "services/web/public/images/products");
const seed: unknown = JSON.parse(
  readFileSync(join(root, "services/catalog/products.json"), "utf8"),
);
const products = decodeArray(decodeProduct)(seed);

describe("seed products", () => {
  it("are forty, each with an id and a name of its own", () => {
    assert.equal(products.length, 40);
    assert.equal(new Set(products.map(({ id }) => id)).size, 40);
    assert.equal(new Set(products.map(({ name }) => name)).size, 40);
  });

  it("carry nothing but the fields of the catalogue", () => {
    assert.deepEqual(seed, products);
  });

  it("share seven tags, each always under the same display name", () => {
    const names = new Map(products.flatMap(({ tags }) => tags.map((t) => [t.name, t.displayName])));
    assert.equal(names.size, 7);
    for (const { tags } of products) {
      for (const tag of tags) assert.equal(tag.displayName, names.get(tag.name));
    }
  });

  it("have no drawing that belongs to none of them", () => {
    const expected = products.map(({ id }) => `${id}.svg`).sort();
    assert.deepEqual(readdirSync(drawings).sort(), expected);
  });

  for (const product of products) {
    it(`${product.id} is fit for the shelf`, () => {
      assert.match(product.id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(Number.isInteger(product.price) && product.price > 0);
      assert.ok(product.tags.length >= 1 && product.tags.length <= 3);
      const sentences = product.description.split(/(?<=[.])\s/).length;
      assert.ok(sentences >= 2 && sentences <= 3, `${sentences} sentences`);
    });

    it(`${product.id} has a small drawing that stands alone`, () => {
      const svg = readFileSync(join(drawings, `${product.id}.svg`), "utf8");
      assert.ok(Buffer.byteLength(svg) < 4096);
      assert.ok(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400"'));
      assert.ok(svg.includes(`<title>${product.name.replaceAll("&", "&amp;")}</title>`));
      const foreign =
        /<script|<style|<foreignObject|<image|href=|url\(|\son\w+=|<!ENTITY|javascript:/i;
      assert.doesNotMatch(svg, foreign);
    });
  }
});
