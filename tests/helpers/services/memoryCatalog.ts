/** The catalog as its description has it, over a list in memory: what the database is held against. */
import type { Catalog, Order, Page } from "../../../services/catalog/catalog";
import type { Product, Tag } from "../../../services/catalog/product";

/** A catalog of products that never change. */
export function memoryCatalog(products: readonly Product[]): Catalog {
  return {
    list: ({ tags, order, ...page }) =>
      Promise.resolve(pageOf(sorted(withTags(products, tags), order), page)),
    search: ({ keyword, ...page }) => Promise.resolve(pageOf(matching(products, keyword), page)),
    size: (tags) => Promise.resolve(withTags(products, tags).length),
    tags: () => Promise.resolve(tagsOf(products)),
    product: (id) => Promise.resolve(products.find((product) => product.id === id)),
  };
}

// Fixed, so that the order does not depend on the machine's language.
const { compare } = new Intl.Collator("en", { numeric: true });

/** Products that carry at least one of the tags; all of them when no tag is named. */
function withTags(products: readonly Product[], names: readonly string[]): readonly Product[] {
  return names.length === 0
    ? products
    : products.filter(({ tags }) => tags.some(({ name }) => names.includes(name)));
}

/** Sorts a copy. Equal names or prices keep a fixed order, so that pages never overlap. */
function sorted(products: readonly Product[], order: Order): readonly Product[] {
  const direction = order.endsWith("_desc") ? -1 : 1;
  const byPrice = order.startsWith("price");
  return [...products].sort((a, b) => {
    const difference = byPrice ? a.price - b.price : compare(a.name, b.name);
    return direction * difference || compare(a.name, b.name) || compare(a.id, b.id);
  });
}

/**
 * Products in which every word of the keyword occurs: in the name, the description or a tag, in
 * upper or lower case. Those with every word in the name come first, then by name.
 */
function matching(products: readonly Product[], keyword: string): readonly Product[] {
  const words = keyword.toLowerCase().split(/\s+/).filter(Boolean);
  const hasAll = (text: string): boolean => words.every((word) => text.includes(word));
  const found = sorted(products, "name_asc").filter((product) => hasAll(searchText(product)));
  const inName = (product: Product): boolean => hasAll(product.name.toLowerCase());
  return [...found.filter(inName), ...found.filter((product) => !inName(product))];
}

/** The part of a list that a page shows; empty beyond the last page. */
function pageOf<Item>(items: readonly Item[], { page, size }: Page): readonly Item[] {
  return items.slice((page - 1) * size, page * size);
}

/** Every tag in use, once, by display name. */
function tagsOf(products: readonly Product[]): readonly Tag[] {
  const tags = new Map(products.flatMap((product) => product.tags).map((tag) => [tag.name, tag]));
  return [...tags.values()].sort((a, b) => compare(a.displayName, b.displayName));
}

function searchText({ name, description, tags }: Product): string {
  return [name, description, ...tags.map((tag) => tag.displayName)].join("\n").toLowerCase();
}
