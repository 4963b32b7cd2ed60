import createClient, { type Client, type ClientOptions } from "openapi-fetch";
import type { paths } from "./schema";

/** Every operation of the services, typed by their descriptions. */
export type ShopClient = Client<paths>;

/**
 * A client of the services' API. A path, parameter or body that the descriptions do not know is a
 * compile error.
 *
 * @param options `baseUrl` is where the API is, such as `https://shop.example.com/api`
 */
export function createShopClient(options: ClientOptions): ShopClient {
  return createClient<paths>(options);
}
