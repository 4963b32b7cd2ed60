import { pathOf, type Client } from "./client";
import { decodeCart } from "./decode";
import type { CartItem } from "./types";

/** One customer's cart on the server. */
export interface CartApi {
  read(): Promise<readonly CartItem[]>;
  /** Adds to what the cart already holds of this product. */
  add(item: CartItem): Promise<void>;
  /** Replaces the quantity of a product that is in the cart. */
  update(item: CartItem): Promise<void>;
  remove(itemId: string): Promise<void>;
}

/** The cart of `customerId`. */
export function createCartApi(client: Client, customerId: string): CartApi {
  const cart = pathOf("carts", customerId);
  return {
    read: async () => (await client.get(cart, {}, decodeCart)).items,
    add: (item) => client.send("POST", `${cart}/items`, item),
    update: (item) => client.send("PATCH", `${cart}/items`, item),
    remove: (itemId) => client.send("DELETE", cart + pathOf("items", itemId)),
  };
}
