import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/** The route as it was declared, such as `/carts/:customerId`; undefined when there is none. */
export function routeOf(c: Context): string | undefined {
  const path = matchedRoutes(c).at(-1)?.path ?? "*";
  return path.endsWith("*") ? undefined : path;
}
