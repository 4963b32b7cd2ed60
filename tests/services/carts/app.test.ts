import assert from "node:assert/strict";
import { buildServer } from "../../../services/carts/app";
import type { CartStore } from "../../../services/carts/store";
import type { App } from "../../../services/platform/app";
import { memoryCartStore } from "../../helpers/services/memoryCarts";
import { recordingLogger } from "../../helpers/services/logs";
import { type Method, readApi } from "../../helpers/services/openapi";
import { routesOf } from "../../helpers/services/routes";

const api = readApi("services/carts/openapi.yml");

const kite = { itemId: "kite", quantity: 2, unitPrice: 20 };

const paths = {
  cart: ["/carts/{customerId}", "/carts/ann"],
  merge: ["/carts/{customerId}/merge", "/carts/ann/merge?sessionId=visitor"],
  items: ["/carts/{customerId}/items", "/carts/ann/items"],
  item: ["/carts/{customerId}/items/{itemId}", "/carts/ann/items/kite"],
} as const;

function server(store: CartStore = memoryCartStore()): App {
  return buildServer({ store, clock: () => 0, logger: recordingLogger().logger });
}

function json(method: string, body: unknown): RequestInit {
  return {
    method,
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json" },
  };
}

/** Calls a route, holds the answer against the API description, returns status and body. */
async function call(app: App, method: Method, at: keyof typeof paths, body?: unknown) {
  const [path, url] = paths[at];
  const name = method.toUpperCase();
  const answer = await app.request(url, body === undefined ? { method: name } : json(name, body));
  return { status: answer.status, body: await api.assertAnswer(method, path, answer) };
}

describe("carts service", () => {
  it("has exactly the routes of its API description", () => {
    assert.deepEqual(routesOf(server()), api.operations);
  });

  it("shows an empty cart to a customer who has none", async () => {
    const answer = await call(server(), "get", "cart");
    assert.deepEqual(answer, { status: 200, body: { customerId: "ann", items: [] } });
  });

  it("answers 201 with the item when one is added", async () => {
    const app = server();
    assert.deepEqual(await call(app, "post", "items", kite), { status: 201, body: kite });
    assert.deepEqual(await call(app, "get", "items"), { status: 200, body: [kite] });
    assert.deepEqual(await call(app, "get", "item"), { status: 200, body: kite });
  });

  it("adds up the quantity of an item that is already there", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    const answer = await call(app, "post", "items", { ...kite, quantity: 3 });
    assert.deepEqual(answer, { status: 201, body: { ...kite, quantity: 5 } });
  });

  it("answers 409 when the cart would hold more than 999", async () => {
    const app = server();
    await call(app, "post", "items", { ...kite, quantity: 998 });
    assert.equal((await call(app, "post", "items", kite)).status, 409);
  });

  it("sets a quantity, and keeps the price unless one is sent", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    const answer = await call(app, "patch", "items", { itemId: "kite", quantity: 7 });
    assert.equal(answer.status, 202);
    assert.deepEqual((await call(app, "get", "item")).body, { ...kite, quantity: 7 });
    await call(app, "patch", "items", { itemId: "kite", quantity: 7, unitPrice: 25 });
    assert.deepEqual((await call(app, "get", "item")).body, {
      ...kite,
      quantity: 7,
      unitPrice: 25,
    });
  });

  it("takes an item out when its quantity is set to 0", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    assert.equal((await call(app, "patch", "items", { ...kite, quantity: 0 })).status, 202);
    assert.deepEqual((await call(app, "get", "items")).body, []);
  });

  for (const quantity of [0, 1]) {
    it(`answers 404 when the quantity of an absent item is set to ${quantity}`, async () => {
      const answer = await call(server(), "patch", "items", { ...kite, quantity });
      assert.deepEqual(answer, {
        status: 404,
        body: { code: 404, message: "the cart does not hold the item kite" },
      });
    });
  }

  it("answers 404 for an item that the cart does not hold", async () => {
    assert.equal((await call(server(), "get", "item")).status, 404);
  });

  it("takes one item out, and does not mind being asked twice", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    assert.equal((await call(app, "delete", "item")).status, 202);
    assert.equal((await call(app, "delete", "item")).status, 202);
    assert.deepEqual((await call(app, "get", "items")).body, []);
  });

  it("empties a cart and answers with what was in it", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    const answer = await call(app, "delete", "cart");
    assert.deepEqual(answer, { status: 202, body: { customerId: "ann", items: [kite] } });
    assert.deepEqual((await call(app, "get", "items")).body, []);
  });

  it("moves a session's cart into the customer's", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    await app.request("/carts/visitor/items", json("POST", { ...kite, quantity: 5 }));
    assert.equal((await call(app, "get", "merge")).status, 202);
    assert.deepEqual((await call(app, "get", "items")).body, [{ ...kite, quantity: 7 }]);
    assert.deepEqual(await (await app.request("/carts/visitor/items")).json(), []);
  });

  it("keeps the carts of two customers apart", async () => {
    const app = server();
    await call(app, "post", "items", kite);
    assert.deepEqual(await (await app.request("/carts/bob/items")).json(), []);
  });
});

describe("carts service, given wrong input", () => {
  const bodies: readonly (readonly [what: string, body: unknown, message: RegExp])[] = [
    ["no item", { ...kite, itemId: undefined }, /itemId is required/],
    ["an empty item id", { ...kite, itemId: "" }, /itemId must have 1 to 64/],
    ["a long item id", { ...kite, itemId: "x".repeat(65) }, /itemId must have 1 to 64/],
    ["an item id with a slash", { ...kite, itemId: "a/b" }, /itemId must have/],
    ["no quantity", { ...kite, quantity: undefined }, /quantity must be a whole number/],
    ["quantity 0", { ...kite, quantity: 0 }, /quantity must be .* from 1 to 999/],
    ["quantity 1000", { ...kite, quantity: 1000 }, /quantity must be .* from 1 to 999/],
    ["half a piece", { ...kite, quantity: 0.5 }, /quantity must be a whole number/],
    ["a quantity in words", { ...kite, quantity: "2" }, /quantity must be a whole number/],
    ["a negative price", { ...kite, unitPrice: -1 }, /unitPrice must be a whole number from 0/],
    ["a price beyond 32 bits", { ...kite, unitPrice: 2 ** 31 }, /unitPrice must be/],
    ["two faults", { ...kite, quantity: 0, unitPrice: 0.5 }, /unitPrice must .*; quantity must/],
    ["a list", [kite], /the body must be a JSON object/],
    ["null", null, /the body must be a JSON object/],
    ["text that is not JSON", "{", /the body must be JSON/],
    ["nothing", "", /the body must be JSON/],
  ];
  for (const [what, body, message] of bodies) {
    it(`refuses to add ${what}`, async () => {
      const answer = await call(server(), "post", "items", body);
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body), message);
    });
  }

  for (const quantity of [-1, 1000, "1", null]) {
    it(`refuses to set the quantity to ${JSON.stringify(quantity)}`, async () => {
      const answer = await call(server(), "patch", "items", { itemId: "kite", quantity });
      assert.equal(answer.status, 400);
      assert.match(JSON.stringify(answer.body), /quantity must be a whole number from 0 to 999/);
    });
  }

  it("refuses a body that does not say it is JSON", async () => {
    const answer = await server().request("/carts/ann/items", {
      method: "POST",
      body: JSON.stringify(kite),
    });
    assert.equal(answer.status, 415);
    await api.assertAnswer("post", "/carts/{customerId}/items", answer);
  });

  it("refuses a body above the limit", async () => {
    const body = { ...kite, note: "x".repeat(17_000) };
    assert.deepEqual(await call(server(), "post", "items", body), {
      status: 413,
      body: { code: 413, message: "the body must have at most 16384 bytes" },
    });
  });

  it("stores nothing but the declared fields", async () => {
    const answer = await call(server(), "post", "items", { ...kite, isAdmin: true });
    assert.deepEqual(answer.body, kite);
  });

  const urls: readonly (readonly [url: string, message: RegExp])[] = [
    [`/carts/${"x".repeat(129)}`, /customerId must have 1 to 128/],
    ["/carts/a%2Fb", /customerId must have/],
    ["/carts/%E0%A4%A", /customerId must have/],
    ["/carts/ann%0A/items", /customerId must have/],
    [`/carts/ann/items/${"x".repeat(65)}`, /itemId must have 1 to 64/],
    ["/carts/ann/merge", /sessionId is required/],
    ["/carts/ann/merge?sessionId=", /sessionId must have/],
    ["/carts/ann/merge?sessionId=ann", /sessionId must differ from customerId/],
  ];
  for (const [url, message] of urls) {
    it(`refuses ${url.slice(0, 50)}`, async () => {
      const answer = await server().request(url);
      assert.equal(answer.status, 400);
      assert.match(await answer.text(), message);
    });
  }
});
