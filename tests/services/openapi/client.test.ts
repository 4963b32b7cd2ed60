import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { buildServer as buildCarts } from "../../../services/carts/app";
import { buildServer as buildCatalog } from "../../../services/catalog/app";
import { createShopClient } from "../../../services/openapi/client";
import { readOpenApi } from "../../../services/openapi/read";
import { services } from "../../../services/registry";
import { openApiTypes } from "../../../tools/openApiTypes";
import { recordingLogger } from "../../helpers/services/logs";
import { memoryCartStore } from "../../helpers/services/memoryCarts";
import { memoryCatalog } from "../../helpers/services/memoryCatalog";

const kite = { id: "kite", name: "Kite", description: "Flies", price: 20, tags: [] };

/** A client whose requests both services answer in this process, each below its own path. */
function shop() {
  const shared = { clock: () => 0, logger: recordingLogger().logger };
  const catalog = buildCatalog({ ...shared, catalog: memoryCatalog([kite]) });
  const carts = buildCarts({ ...shared, store: memoryCartStore() });
  return createShopClient({
    baseUrl: "http://shop.test",
    fetch: async (request: Request) =>
      new URL(request.url).pathname.startsWith("/carts/")
        ? carts.fetch(request)
        : catalog.fetch(request),
  });
}

describe("the client of the services' API", () => {
  it("finds a product and puts it into a cart", async () => {
    const client = shop();
    const product = await client.GET("/catalog/products/{id}", {
      params: { path: { id: "kite" } },
    });
    assert.deepEqual(product.data, kite);
    const params = { path: { customerId: "ann" } };
    const added = await client.POST("/carts/{customerId}/items", {
      params,
      body: { itemId: product.data.id, quantity: 2, unitPrice: product.data.price },
    });
    assert.equal(added.response.status, 201);
    const cart = await client.GET("/carts/{customerId}", { params });
    assert.equal(cart.data?.items[0]?.quantity, 2);
  });

  it("tells an error as the services describe it", async () => {
    const { data, error } = await shop().GET("/catalog/products/{id}", {
      params: { path: { id: "none" } },
    });
    assert.equal(data, undefined);
    assert.equal(error.code, 404);
  });

  it("has the types of the descriptions as they are now (npm run openapi writes them)", async () => {
    const written = readFileSync("services/openapi/schema.ts", "utf8");
    assert.equal(written, await openApiTypes(readOpenApi(services)));
  }).timeout(10_000);
});
