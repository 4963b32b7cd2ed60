import { type App, type AppDeps, createApp } from "../platform/app";
import { HttpError } from "../platform/errors";
import { checked, checkedBody } from "../platform/validation";
import { type Cart, cartPath, changedItem, itemPath, mergeQuery, newItem } from "./item";
import type { CartStore } from "./store";

export interface CartsDeps extends AppDeps {
  readonly store: CartStore;
}

/** The carts service: what each customer is about to buy. Routes and shapes are in openapi.yml. */
export function buildServer(deps: CartsDeps): App {
  const app = createApp(deps);
  addCartRoutes(app, deps.store);
  addItemRoutes(app, deps.store);
  return app;
}

function addCartRoutes(app: App, store: CartStore): void {
  app.get("/carts/:customerId", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    const cart: Cart = { customerId, items: await store.items(customerId) };
    return c.json(cart);
  });

  app.delete("/carts/:customerId", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    const removed: Cart = { customerId, items: await store.removeAll(customerId) };
    return c.json(removed, 202);
  });

  app.get("/carts/:customerId/merge", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    const { sessionId } = checked(mergeQuery, c.req.query());
    if (sessionId === customerId) {
      throw new HttpError(400, "sessionId must differ from customerId");
    }
    await store.merge(sessionId, customerId);
    return c.body(null, 202);
  });
}

function addItemRoutes(app: App, store: CartStore): void {
  app.get("/carts/:customerId/items", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    return c.json(await store.items(customerId));
  });

  app.post("/carts/:customerId/items", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    const item = await checkedBody(c, newItem);
    return c.json(await store.add(customerId, item), 201);
  });

  app.patch("/carts/:customerId/items", async (c) => {
    const { customerId } = checked(cartPath, c.req.param());
    const change = await checkedBody(c, changedItem);
    const found =
      change.quantity === 0
        ? await store.remove(customerId, change.itemId)
        : await store.set(customerId, change);
    if (!found) {
      throw notInCart(change.itemId);
    }
    return c.body(null, 202);
  });

  app.get("/carts/:customerId/items/:itemId", async (c) => {
    const { customerId, itemId } = checked(itemPath, c.req.param());
    const item = await store.item(customerId, itemId);
    if (item === undefined) {
      throw notInCart(itemId);
    }
    return c.json(item);
  });

  app.delete("/carts/:customerId/items/:itemId", async (c) => {
    const { customerId, itemId } = checked(itemPath, c.req.param());
    // Also 202 when it was not there, so that a caller may repeat a request it got no answer to.
    await store.remove(customerId, itemId);
    return c.body(null, 202);
  });
}

function notInCart(itemId: string): HttpError {
  return new HttpError(404, `the cart does not hold the item ${itemId}`);
}
