import * as z from "zod";
import type { Postgres, Row } from "../platform/postgres";
import type { Catalog, Order, Page } from "./catalog";
import { type Product, productSchema, type Tag, tagSchema } from "./product";

/**
 * The catalog in PostgreSQL, in the tables of `migrations/`. Sorted, searched and paged by the database:
 * an index gives each order, and the words of a search are found by their trigrams.
 */
export function databaseCatalog(database: Postgres): Catalog {
  return {
    async list({ tags, order, ...page }) {
      if (tags.length === 0) return products(await database.read(listOf(order), window(page)));
      return products(
        await database.read(listOf(order, carriesTag), [...window(page), storable(tags)]),
      );
    },
    async search({ keyword, ...page }) {
      const words = keyword.toLowerCase().split(/\s+/).filter(Boolean);
      // PostgreSQL refuses the character, so no product has it.
      if (storable(words).length < words.length) return [];
      const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, "\\$&")}%`);
      return products(
        await database.read(searchFor(patterns.length), [...window(page), ...patterns]),
      );
    },
    async size(tags) {
      const [row] =
        tags.length === 0
          ? await database.read("SELECT count(*)::int AS size FROM products", [])
          : await database.read(sizeOfTags, [storable(tags)]);
      return z.object({ size: z.int() }).parse(row).size;
    },
    tags: async () => z.array(tagSchema).parse(await database.read(tagsInUse, [])) satisfies Tag[],
    async product(id) {
      return products(await database.read(productById, [id]))[0];
    },
  };
}

/** How many rows to show and to skip. */
function window({ page, size }: Page): readonly number[] {
  return [size, (page - 1) * size];
}

function storable(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !text.includes("\0"));
}

function products(rows: readonly Row[]): readonly Product[] {
  return z.array(productSchema).parse(rows);
}

/** Each order ends with the id, so that pages never overlap. The columns' collations are in the tables. */
const orderBy: Readonly<Record<Order, string>> = {
  name_asc: "name, id",
  name_desc: "name DESC, id",
  price_asc: "price, name, id",
  price_desc: "price DESC, name, id",
};

const carriesTag = `EXISTS (
  SELECT FROM product_tags WHERE product_id = products.id AND tag_name = ANY ($3::text[])
)`;

/** Products whose place in an order is known, with their tags: these are read for a page's products only. */
function withTags(page: string, order: string): string {
  return `
    SELECT page.id, page.name, page.description, page.price, tagged.tags
    FROM (${page}) AS page
    CROSS JOIN LATERAL (
      SELECT coalesce(
        json_agg(
          json_build_object('name', tags.name, 'displayName', tags.display_name) ORDER BY position
        ),
        '[]'
      ) AS tags
      FROM product_tags JOIN tags ON tags.name = tag_name
      WHERE product_id = page.id
    ) AS tagged
    ORDER BY ${order}`;
}

function listOf(order: Order, condition = "true"): string {
  const by = orderBy[order];
  return withTags(
    `SELECT * FROM products WHERE ${condition} ORDER BY ${by} LIMIT $1 OFFSET $2`,
    by,
  );
}

/** Every word in name, description or a tag; each is looked up by an index of its own. */
function searchFor(words: number): string {
  const places = Array.from({ length: words }, (_, index) => `$${index + 3}`);
  const conditions = places.map(
    (word) => `id IN (
      SELECT id FROM products WHERE search_text LIKE ${word}
      UNION
      SELECT product_id FROM product_tags JOIN tags ON tags.name = tag_name
      WHERE tags.search_text LIKE ${word}
    )`,
  );
  const inName = ["true", ...places.map((word) => `search_name LIKE ${word}`)].join(" AND ");
  const found = `
    SELECT *, (${inName}) AS in_name FROM products WHERE ${["true", ...conditions].join(" AND ")}
    ORDER BY in_name DESC, name, id LIMIT $1 OFFSET $2`;
  return withTags(found, "in_name DESC, name, id");
}

const productById = withTags("SELECT * FROM products WHERE id = $1", "id");

const sizeOfTags =
  "SELECT count(DISTINCT product_id)::int AS size FROM product_tags WHERE tag_name = ANY ($1::text[])";

const tagsInUse = `
  SELECT name, display_name AS "displayName" FROM tags
  WHERE EXISTS (SELECT FROM product_tags WHERE tag_name = tags.name)
  ORDER BY display_name, name`;
