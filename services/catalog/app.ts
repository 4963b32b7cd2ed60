import * as z from "zod";
import { type App, type AppDeps, createApp } from "../platform/app";
import { HttpError } from "../platform/errors";
import { checked, wholeNumberText } from "../platform/validation";
import { cached } from "./cache";
import { matching, orders, pageOf, sorted, tagsOf, withTags } from "./listing";
import type { ProductStore } from "./store";

/** Longest that a list may lag behind the table. */
const cacheMs = 5_000;

export interface CatalogDeps extends AppDeps {
  readonly store: ProductStore;
}

const tagNames = z
  .string()
  .max(500, { error: "must have at most 500 characters" })
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  );

const paging = {
  page: wholeNumberText(1, 10_000).default(1),
  size: wholeNumberText(1, 100).default(10),
};

const listQuery = z.object({
  ...paging,
  tags: tagNames,
  order: z.enum(orders, { error: `must be one of ${orders.join(", ")}` }).default("name_asc"),
});

const searchQuery = z.object({
  ...paging,
  keyword: z
    .string({ error: "is required" })
    .trim()
    .min(1, { error: "is required" })
    .max(100, { error: "must have at most 100 characters" }),
});

const sizeQuery = z.object({ tags: tagNames });

const productPath = z.object({
  id: z.string().regex(/^[\w.:-]{1,64}$/, {
    error: "must have 1 to 64 letters, digits, hyphens, underscores, dots or colons",
  }),
});

/** The catalog service: products to list, search and open. Routes and shapes are in openapi.yml. */
export function buildServer(deps: CatalogDeps): App {
  const { store, clock } = deps;
  const products = cached(() => store.products(), { ttlMs: cacheMs, clock });
  const app = createApp(deps);

  app.get("/catalog/products", async (c) => {
    const { tags, order, ...page } = checked(listQuery, c.req.query());
    return c.json(pageOf(sorted(withTags(await products(), tags), order), page));
  });

  app.get("/catalog/products/:id", async (c) => {
    const { id } = checked(productPath, c.req.param());
    const product = await store.product(id);
    if (product === undefined) {
      throw new HttpError(404, `no product has the id ${id}`);
    }
    return c.json(product);
  });

  app.get("/catalog/search", async (c) => {
    const { keyword, ...page } = checked(searchQuery, c.req.query());
    return c.json(pageOf(matching(await products(), keyword), page));
  });

  app.get("/catalog/size", async (c) => {
    const { tags } = checked(sizeQuery, c.req.query());
    return c.json({ size: withTags(await products(), tags).length });
  });

  app.get("/catalog/tags", async (c) => c.json(tagsOf(await products())));

  return app;
}
