import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { createCartApi } from "../api/carts";
import { createCatalog, type Catalog } from "../api/catalog";
import { createClient } from "../api/client";
import { createCartStore, type CartStore } from "./cart";
import { customerId } from "./customer";
import { createNotices, type Notices } from "./notices";

/** What every view works with. */
export interface Shop {
  readonly catalog: Catalog;
  readonly cart: CartStore;
  readonly notices: Notices;
}

/** Wires the shop to the API of the page's own origin. */
export function createShop(): Shop {
  const client = createClient();
  const notices = createNotices();
  return {
    catalog: createCatalog(client),
    cart: createCartStore(createCartApi(client, customerId()), notices),
    notices,
  };
}

export const ShopContext = createContext<Shop | undefined>(undefined);

export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (shop === undefined) throw new Error("useShop needs a ShopContext.Provider above it");
  return shop;
}
