import type { Product, Tag } from "./product";

/** Orders of a product list. */
export const orders = ["name_asc", "name_desc", "price_asc", "price_desc"] as const;
export type Order = (typeof orders)[number];

/** One page of a list; the first page is 1. */
export interface Page {
  readonly page: number;
  readonly size: number;
}

export interface ProductList extends Page {
  /** Products that carry at least one of these; all of them when there is none. */
  readonly tags: readonly string[];
  readonly order: Order;
}

export interface ProductSearch extends Page {
  /** Words that all occur in a product, in upper or lower case. */
  readonly keyword: string;
}

/** The questions that the service answers, wherever the products are kept. */
export interface Catalog {
  list(query: ProductList): Promise<readonly Product[]>;
  /** Products with every word in their names come first. */
  search(query: ProductSearch): Promise<readonly Product[]>;
  /** How many products carry at least one of the tags; how many there are when none is named. */
  size(tags: readonly string[]): Promise<number>;
  /** Every tag in use, once, by display name. */
  tags(): Promise<readonly Tag[]>;
  /** Undefined when there is none with this id. */
  product(id: string): Promise<Product | undefined>;
}
