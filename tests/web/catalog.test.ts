import { strict as assert } from "node:assert";
import { createCatalog, pageSize } from "../../services/web/src/api/catalog";
import type { Client } from "../../services/web/src/api/client";
import { wholeCatalogue } from "../../services/web/src/router";

const product = (id: string, tag: string) => ({
  id,
  name: id,
  description: "",
  price: 10,
  tags: [{ name: tag, displayName: tag.toUpperCase() }],
});

/** A catalogue over canned answers by path, and the paths that were read. */
function catalogWith(answers: Record<string, unknown>) {
  const reads: string[] = [];
  const client: Client = {
    get(path, query, decode) {
      reads.push(`${path} ${JSON.stringify(query)}`);
      return Promise.resolve(decode(answers[path]));
    },
    send: () => Promise.reject(new Error("the catalogue is read only")),
  };
  return { reads, catalog: createCatalog(client) };
}

describe("web catalogue", () => {
  const full = Array.from({ length: pageSize }, (_, index) => product(`p${index}`, "wear"));

  it("knows from the size whether a list goes on", async () => {
    const answers = { "/catalog/products": full, "/catalog/size": { size: pageSize + 1 } };
    const { catalog } = catalogWith(answers);
    const first = await catalog.list(wholeCatalogue);
    assert.deepEqual([first.total, first.hasNext], [pageSize + 1, true]);
    assert.equal((await catalog.list({ ...wholeCatalogue, page: 2 })).hasNext, false);
  });

  it("searches with the words alone, and expects more after a full page", async () => {
    const { catalog, reads } = catalogWith({ "/catalog/search": full });
    const found = await catalog.list({ ...wholeCatalogue, tag: "wear", keyword: "wool" });
    assert.deepEqual(reads, ['/catalog/search {"keyword":"wool","page":1,"size":12}']);
    assert.deepEqual([found.total, found.hasNext], [undefined, true]);
  });

  it("does not ask again for a product that a list has brought", async () => {
    const { catalog, reads } = catalogWith({ "/catalog/search": full });
    await catalog.list({ ...wholeCatalogue, keyword: "wool" });
    assert.equal((await catalog.product("p3")).id, "p3");
    assert.equal(reads.length, 1);
  });

  it("lists tags by display name and reads them once", async () => {
    const tags = [
      { name: "a", displayName: "Wear" },
      { name: "b", displayName: "Camp kitchen" },
    ];
    const { catalog, reads } = catalogWith({ "/catalog/tags": tags });
    await catalog.tags();
    const names = (await catalog.tags()).map((tag) => tag.displayName);
    assert.deepEqual(names, ["Camp kitchen", "Wear"]);
    assert.equal(reads.length, 1);
  });

  it("leaves the product itself out of its neighbours", async () => {
    const { catalog } = catalogWith({ "/catalog/products": full });
    const neighbours = await catalog.similar(product("p1", "wear"), 3);
    assert.deepEqual(
      neighbours.map(({ id }) => id),
      ["p0", "p2", "p3"],
    );
  });
});
