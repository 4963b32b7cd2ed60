/**
 * What each address of the shop means. Pure: the browser's history lives in `state/navigation.ts`.
 */

export const orders = ["name_asc", "name_desc", "price_asc", "price_desc"] as const;
export type Order = (typeof orders)[number];

/** Which slice of the catalogue a list shows. */
export interface ListQuery {
  /** Name of a tag, or empty for every product. */
  readonly tag: string;
  /** Words to search for, or empty. A search ignores tag and order. */
  readonly keyword: string;
  readonly order: Order;
  /** Counted from 1. */
  readonly page: number;
}

export type Route =
  | { readonly view: "products"; readonly query: ListQuery }
  | { readonly view: "product"; readonly id: string }
  | { readonly view: "cart" }
  | { readonly view: "missing" };

export const wholeCatalogue: ListQuery = { tag: "", keyword: "", order: "name_asc", page: 1 };
export const cartPath = "/cart";

/** Reads an address. Unknown paths are `missing`; unusable query values fall back to their default. */
export function parseRoute(pathname: string, search: string): Route {
  const path = pathname.length > 1 ? pathname.replace(/\/+$/, "") : pathname;
  if (path === "/" || path === "" || path === "/products") {
    return { view: "products", query: parseListQuery(new URLSearchParams(search)) };
  }
  if (path === cartPath) return { view: "cart" };
  const id = /^\/products\/([^/]+)$/.exec(path)?.[1];
  const decoded = id === undefined ? undefined : decode(id);
  return decoded === undefined ? { view: "missing" } : { view: "product", id: decoded };
}

/** Address of a list; values that are the default are left out, so that equal lists have equal addresses. */
export function listPath(query: Partial<ListQuery> = {}): string {
  const { tag, keyword, order, page } = { ...wholeCatalogue, ...query };
  const params = new URLSearchParams();
  if (keyword !== "") params.set("q", keyword);
  if (tag !== "") params.set("tag", tag);
  if (order !== wholeCatalogue.order) params.set("sort", order);
  if (page > 1) params.set("page", String(page));
  const search = params.toString();
  return search === "" ? "/" : `/?${search}`;
}

/** Address of one product. */
export function productPath(id: string): string {
  return `/products/${encodeURIComponent(id)}`;
}

function parseListQuery(params: URLSearchParams): ListQuery {
  const sort = params.get("sort");
  const page = Number(params.get("page") ?? "1");
  return {
    tag: params.get("tag") ?? "",
    keyword: (params.get("q") ?? "").trim(),
    order: orders.find((order) => order === sort) ?? wholeCatalogue.order,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
