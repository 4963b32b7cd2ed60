import assert from "node:assert/strict";
import { lambdaHandler } from "../../services/platform/lambda";
import { buildServer as buildCarts } from "../../services/carts/app";
import { buildServer as buildCatalog } from "../../services/catalog/app";
import { memoryCartStore } from "../helpers/services/memoryCarts";
import { memoryCatalog } from "../helpers/services/memoryCatalog";
import { recordingLogger } from "../helpers/services/logs";

const common = { clock: () => 0, logger: recordingLogger().logger };
const kite = { itemId: "kite", quantity: 2, unitPrice: 20 };

function albEvent(httpMethod: string, path: string, body?: object) {
  return {
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:x" } },
    httpMethod,
    path,
    queryStringParameters: {},
    headers: { "content-type": "application/json" },
    body: body === undefined ? "" : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

describe("the services' handlers as functions behind a load balancer", () => {
  it("add to a cart and read it back", async () => {
    const handler = lambdaHandler(buildCarts({ ...common, store: memoryCartStore() }));
    const added = await handler(albEvent("POST", "/carts/ann/items", kite));
    assert.deepEqual([added.statusCode, JSON.parse(added.body)], [201, kite]);
    const read = await handler(albEvent("GET", "/carts/ann"));
    assert.deepEqual(JSON.parse(read.body), { customerId: "ann", items: [kite] });
  });

  it("search the catalog with what the load balancer leaves encoded", async () => {
    const product = { id: "1", name: "Café table", description: "", price: 90, tags: [] };
    const catalog = memoryCatalog([product]);
    const handler = lambdaHandler(buildCatalog({ ...common, catalog }));
    const event = albEvent("GET", "/catalog/search");
    const result = await handler({
      ...event,
      queryStringParameters: { keyword: "caf%C3%A9+table" },
    });
    assert.deepEqual(JSON.parse(result.body), [product]);
  });
});
