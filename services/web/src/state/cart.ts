import type { CartApi } from "../api/carts";
import type { CartItem, Product } from "../api/types";
import { countOf } from "../format";
import { addLine, itemCount, removeLine, setQuantity } from "./cart-lines";
import type { Notices } from "./notices";
import { createStore, type Store } from "./store";

export type CartState =
  | { readonly status: "loading" }
  | { readonly status: "ready"; readonly lines: readonly CartItem[] }
  | { readonly status: "failed"; readonly error: unknown };

/** The customer's cart. Changes show at once and are undone when the server refuses them. */
export interface CartStore {
  readonly state: Store<CartState>;
  load(): Promise<void>;
  add(product: Product, quantity: number): Promise<void>;
  change(line: CartItem, quantity: number, name: string): Promise<void>;
  remove(line: CartItem, name: string): Promise<void>;
}

export function createCartStore(api: CartApi, notices: Notices): CartStore {
  const state = createStore<CartState>({ status: "loading" });
  // Calls go out one after the other, so that the last click wins on the server too.
  let queue: Promise<void> = Promise.resolve();
  let waiting = 0;

  const lines = () => {
    const now = state.get();
    return now.status === "ready" ? now.lines : [];
  };

  async function load(): Promise<void> {
    try {
      const read = await api.read();
      // A change that was made meanwhile is newer than this answer.
      if (waiting === 0) state.set({ status: "ready", lines: read });
    } catch (error) {
      if (state.get().status !== "ready") state.set({ status: "failed", error });
    }
  }

  async function change(next: readonly CartItem[], call: () => Promise<void>): Promise<boolean> {
    if (state.get().status === "ready") state.set({ status: "ready", lines: next });
    waiting += 1;
    const turn = queue.then(call);
    queue = turn.catch(() => undefined);
    const worked = await turn.then(
      () => true,
      () => false,
    );
    waiting -= 1;
    if (!worked || state.get().status !== "ready") await load();
    return worked;
  }

  const inCart = () => `${countOf(itemCount(lines()), "item")} in the cart.`;

  return {
    state,
    load,
    async add(product, quantity) {
      const item = { itemId: product.id, quantity, unitPrice: product.price };
      const worked = await change(addLine(lines(), item), () => api.add(item));
      if (worked) notices.tell("good", `${product.name} added. ${inCart()}`);
      else notices.tell("bad", `${product.name} could not be added. Please try again.`);
    },
    async change(line, quantity, name) {
      const next = setQuantity(lines(), line.itemId, quantity);
      const worked = await change(next, () => api.update({ ...line, quantity }));
      if (worked) notices.tell("quiet", `${quantity} × ${name}. ${inCart()}`);
      else notices.tell("bad", `The quantity of ${name} could not be changed. Please try again.`);
    },
    async remove(line, name) {
      const next = removeLine(lines(), line.itemId);
      const worked = await change(next, () => api.remove(line.itemId));
      if (worked) notices.tell("quiet", `${name} removed. ${inCart()}`);
      else notices.tell("bad", `${name} could not be removed. Please try again.`);
    },
  };
}
