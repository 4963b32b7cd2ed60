import type { ListQuery } from "../router";
import { pathOf, type Client } from "./client";
import { decodeArray, decodeProduct, decodeSize, decodeTag } from "./decode";
import type { Product, Tag } from "./types";

/** Products on one page of a list. */
export const pageSize = 12;

/** One page of a list. */
export interface ProductPage {
  readonly products: readonly Product[];
  /** Size of the whole list; unknown for a search, which the API does not count. */
  readonly total?: number;
  readonly hasNext: boolean;
}

/** What the page reads from the catalogue. */
export interface Catalog {
  list(query: ListQuery): Promise<ProductPage>;
  /** One product. Answers from memory what a list or an earlier call has brought. */
  product(id: string): Promise<Product>;
  /** Every tag, by display name. */
  tags(): Promise<readonly Tag[]>;
  /** Up to `count` other products that share the first tag of this one. */
  similar(product: Product, count: number): Promise<readonly Product[]>;
}

const decodeProducts = decodeArray(decodeProduct);

/** The catalogue behind `client`; products and tags stay in memory until the page is closed. */
export function createCatalog(client: Client): Catalog {
  const known = new Map<string, Product>();
  let tags: readonly Tag[] | undefined;

  async function products(path: string, query: Record<string, string | number>) {
    const found = await client.get(path, query, decodeProducts);
    for (const product of found) known.set(product.id, product);
    return found;
  }

  return {
    async list({ tag, keyword, order, page }) {
      if (keyword !== "") {
        const found = await products("/catalog/search", { keyword, page, size: pageSize });
        return { products: found, hasNext: found.length === pageSize };
      }
      const [found, total] = await Promise.all([
        products("/catalog/products", { tags: tag, order, page, size: pageSize }),
        client.get("/catalog/size", { tags: tag }, decodeSize),
      ]);
      return { products: found, total, hasNext: page * pageSize < total };
    },
    async product(id) {
      const product =
        known.get(id) ?? (await client.get(pathOf("catalog", "products", id), {}, decodeProduct));
      known.set(id, product);
      return product;
    },
    async tags() {
      if (tags === undefined) {
        const found = await client.get("/catalog/tags", {}, decodeArray(decodeTag));
        tags = found.sort((a, b) => a.displayName.localeCompare(b.displayName));
      }
      return tags;
    },
    async similar(product, count) {
      const tag = product.tags[0]?.name;
      if (tag === undefined) return [];
      const query = { tags: tag, order: "name_asc", page: 1, size: count + 1 };
      const found = await products("/catalog/products", query);
      return found.filter((other) => other.id !== product.id).slice(0, count);
    },
  };
}
