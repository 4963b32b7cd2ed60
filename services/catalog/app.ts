import * as z from "zod";
import { type App, type AppDeps, createApp } from "../platform/app";
import { HttpError } from "../platform/errors";
import { checked, wholeNumberText } from "../platform/validation";
import { type Catalog, orders } from "./catalog";

export interface CatalogDeps extends AppDeps {
  readonly catalog: Catalog;
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
  const { catalog } = deps;
  const app = createApp(deps);

  app.get("/catalog/products", async (c) =>
    c.json(await catalog.list(checked(listQuery, c.req.query()))),
  );

  app.get("/catalog/products/:id", async (c) => {
    const { id } = checked(productPath, c.req.param());
    const product = await catalog.product(id);
    if (product === undefined) {
      throw new HttpError(404, `no product has the id ${id}`);
    }
    return c.json(product);
  });

  app.get("/catalog/search", async (c) =>
    c.json(await catalog.search(checked(searchQuery, c.req.query()))),
  );

  app.get("/catalog/size", async (c) => {
    const { tags } = checked(sizeQuery, c.req.query());
    return c.json({ size: await catalog.size(tags) });
  });

  app.get("/catalog/tags", async (c) => c.json(await catalog.tags()));

  return app;
}
