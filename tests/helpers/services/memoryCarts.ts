import { maxQuantity, type CartItem } from "../../../services/carts/item";
import type { CartStore } from "../../../services/carts/store";
import { HttpError } from "../../../services/platform/errors";

/** Carts in memory, with the behaviour of the table. */
export function memoryCartStore(): CartStore {
  const carts = new Map<string, Map<string, CartItem>>();
  const cart = (customerId: string): Map<string, CartItem> => {
    const present = carts.get(customerId) ?? new Map<string, CartItem>();
    carts.set(customerId, present);
    return present;
  };
  const put = (customerId: string, item: CartItem): CartItem => {
    cart(customerId).set(item.itemId, item);
    return item;
  };
  const held = (customerId: string, itemId: string): number =>
    cart(customerId).get(itemId)?.quantity ?? 0;

  return {
    items: (customerId) => Promise.resolve([...cart(customerId).values()]),
    item: (customerId, itemId) => Promise.resolve(cart(customerId).get(itemId)),
    add: (customerId, item) => {
      const quantity = held(customerId, item.itemId) + item.quantity;
      return quantity > maxQuantity
        ? Promise.reject(new HttpError(409, "too many"))
        : Promise.resolve(put(customerId, { ...item, quantity }));
    },
    set: (customerId, { itemId, quantity, unitPrice }) => {
      const present = cart(customerId).get(itemId);
      if (present !== undefined) {
        put(customerId, { itemId, quantity, unitPrice: unitPrice ?? present.unitPrice });
      }
      return Promise.resolve(present !== undefined);
    },
    remove: (customerId, itemId) => Promise.resolve(cart(customerId).delete(itemId)),
    removeAll: (customerId) => {
      const items = [...cart(customerId).values()];
      carts.delete(customerId);
      return Promise.resolve(items);
    },
    merge: (from, to) => {
      for (const item of cart(from).values()) {
        const quantity = Math.min(maxQuantity, held(to, item.itemId) + item.quantity);
        put(to, { ...item, quantity });
      }
      carts.delete(from);
      return Promise.resolve();
    },
  };
}
