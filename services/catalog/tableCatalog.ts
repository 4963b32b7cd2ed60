import type { Clock } from "../platform/clock";
import { cached } from "./cache";
import type { Catalog } from "./catalog";
import { matching, pageOf, sorted, tagsOf, withTags } from "./listing";
import type { ProductStore } from "./store";

/** Longest that a list may lag behind the table. */
const cacheMs = 5_000;

/** A catalog over a table that knows keys only: everything is read, and sorted and searched in memory. */
export function tableCatalog(store: ProductStore, clock: Clock): Catalog {
  const products = cached(() => store.products(), { ttlMs: cacheMs, clock });
  return {
    list: async ({ tags, order, ...page }) =>
      pageOf(sorted(withTags(await products(), tags), order), page),
    search: async ({ keyword, ...page }) => pageOf(matching(await products(), keyword), page),
    size: async (tags) => withTags(await products(), tags).length,
    tags: async () => tagsOf(await products()),
    product: (id) => store.product(id),
  };
}
