import type { ClientBase } from "pg";
import type { Product } from "./product";

/**
 * Writes the products that are not there yet, with their tags, and returns how many they were. What is
 * there stays as it is: somebody may have changed it.
 */
export async function seedProducts(
  client: ClientBase,
  products: readonly Product[],
): Promise<number> {
  const json = JSON.stringify(products);
  await client.query(
    `INSERT INTO tags (name, display_name)
     SELECT DISTINCT ON (tag->>'name') tag->>'name', tag->>'displayName'
     FROM json_array_elements($1::json) AS product, json_array_elements(product->'tags') AS tag
     ON CONFLICT DO NOTHING`,
    [json],
  );
  const { rows } = await client.query(
    `WITH given AS (SELECT product FROM json_array_elements($1::json) AS product),
     written AS (
       INSERT INTO products (id, name, description, price)
       SELECT product->>'id', product->>'name', product->>'description', (product->>'price')::integer
       FROM given
       ON CONFLICT DO NOTHING
       RETURNING id
     ),
     tagged AS (
       INSERT INTO product_tags (product_id, tag_name, position)
       SELECT product->>'id', tag->>'name', position
       FROM given, json_array_elements(product->'tags') WITH ORDINALITY AS item (tag, position)
       WHERE product->>'id' IN (SELECT id FROM written)
     )
     SELECT id FROM written`,
    [json],
  );
  return rows.length;
}
