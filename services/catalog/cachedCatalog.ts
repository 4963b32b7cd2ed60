import * as z from "zod";
import type { CacheAside } from "../platform/cacheAside";
import type { Catalog } from "./catalog";
import { productSchema, tagSchema } from "./product";

/**
 * Names the form of what is kept. Give it the next number when a product or a key changes its form: copies
 * of the release before, which still run then, keep theirs.
 */
export const cacheNamespace = "catalog:1";

/** Longest that an answer may lag behind the database; openapi.yml promises it. */
export const cacheMs = 5_000;

const productList = z.array(productSchema);

/**
 * A catalog behind a cache. Answers end by time alone: nothing writes products while the service runs, and
 * what a migration changes shows within `cacheMs`.
 */
export function cachedCatalog(catalog: Catalog, cache: CacheAside): Catalog {
  return {
    list: (query) => {
      const { tags, order, page, size } = query;
      const key = keyOf("list", order, page, size, ...inOrder(tags));
      return cache.read(key, productList, async () => [...(await catalog.list(query))]);
    },
    search: (query) => {
      const { keyword, page, size } = query;
      const words = keyword.toLowerCase().split(/\s+/).filter(Boolean);
      const key = keyOf("search", page, size, ...inOrder(words));
      return cache.read(key, productList, async () => [...(await catalog.search(query))]);
    },
    size: (tags) => cache.read(keyOf("size", ...inOrder(tags)), z.int(), () => catalog.size(tags)),
    tags: () => cache.read("tags", z.array(tagSchema), async () => [...(await catalog.tags())]),
    product: (id) =>
      cache.read(keyOf("product", id), productSchema.optional(), () => catalog.product(id)),
  };
}

/** Questions with the same answer have the same key. */
function inOrder(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

function keyOf(...parts: readonly (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(part)).join(":");
}
