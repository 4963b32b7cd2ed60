/**
 * Types of every path, parameter and answer of the services' API.
 * Written by `npm run openapi` from the openapi.yml of each service: change those, not this file.
 */
export interface paths {
  "/carts/{customerId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /** The cart */
    get: operations["getCart"];
    put?: never;
    post?: never;
    /** Empties the cart */
    delete: operations["deleteCart"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/carts/{customerId}/items": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /** The cart's items */
    get: operations["getItems"];
    put?: never;
    /**
     * Adds to the cart
     * @description The quantity is added to what the cart already holds of the item; the price replaces the one there was. 409 when the cart would then hold more than 999.
     */
    post: operations["addItem"];
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Sets an item's quantity
     * @description Replaces the quantity, and the price when one is sent. Quantity 0 takes the item out. 404 when the cart does not hold the item.
     */
    patch: operations["updateItem"];
    trace?: never;
  };
  "/carts/{customerId}/items/{itemId}": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
        itemId: components["schemas"]["ItemId"];
      };
      cookie?: never;
    };
    /** One item of the cart; 404 when the cart does not hold it */
    get: operations["getItem"];
    put?: never;
    post?: never;
    /** Takes an item out; also succeeds when the cart does not hold it */
    delete: operations["deleteItem"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/carts/{customerId}/merge": {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    /**
     * Moves a session's cart into the customer's
     * @description Quantities of an item that both hold add up, to at most 999, at the session's price. May be repeated after a failure: what was moved before is not moved again.
     */
    get: operations["mergeCarts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/products": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One page of the products */
    get: operations["listProducts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/products/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One product */
    get: operations["getProduct"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One page of the products in which every word of the keyword occurs
     * @description Looks into names, descriptions and tags, in upper or lower case. Products with every word in their name come first.
     */
    get: operations["searchProducts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/size": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many products there are */
    get: operations["countProducts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/catalog/tags": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every tag that a product carries, by display name */
    get: operations["listTags"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Cart: {
      customerId: components["schemas"]["CustomerId"];
      items: components["schemas"]["Item"][];
    };
    /** @description Id of a customer, or of a session before sign-in. */
    CustomerId: string;
    Error: {
      /** @description HTTP status code. */
      code: number;
      message: string;
    };
    Item: {
      itemId: components["schemas"]["ItemId"];
      /** Format: int32 */
      quantity: number;
      unitPrice: components["schemas"]["UnitPrice"];
    };
    /** @description Id of a product of the catalog. */
    ItemId: string;
    Product: {
      description: string;
      id: string;
      name: string;
      /** @description Whole US dollars. */
      price: number;
      tags: components["schemas"]["Tag"][];
    };
    Tag: {
      /** @description Name to show. */
      displayName: string;
      /** @description Stable name to filter by. */
      name: string;
    };
    /**
     * Format: int32
     * @description Whole US dollars, as the caller said it. An order must take its prices from the catalog.
     */
    UnitPrice: number;
  };
  responses: {
    /** @description Why the request failed. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Error"];
      };
    };
    /** @description ok (200), or draining (503) when the process is about to stop. */
    Health: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": {
          /** @enum {string} */
          status: "ok" | "draining";
        };
      };
    };
    /** @description The products of the page. */
    Products: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/json": components["schemas"]["Product"][];
      };
    };
  };
  parameters: {
    CustomerId: components["schemas"]["CustomerId"];
    /** @description Number of the page; beyond the last one the list is empty. */
    Page: number;
    /** @description Products per page. */
    Size: number;
    /** @description Names of tags, separated by commas. A product needs one of them. */
    Tags: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getCart: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cart, possibly empty. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cart"];
        };
      };
      default: components["responses"]["Error"];
    };
  };
  deleteCart: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cart with the items that were taken out. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Cart"];
        };
      };
      default: components["responses"]["Error"];
    };
  };
  getItems: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The items. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Item"][];
        };
      };
      default: components["responses"]["Error"];
    };
  };
  addItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Item"];
      };
    };
    responses: {
      /** @description The item as the cart now holds it. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Item"];
        };
      };
      default: components["responses"]["Error"];
    };
  };
  updateItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": {
          itemId: components["schemas"]["ItemId"];
          /** Format: int32 */
          quantity: number;
          unitPrice?: components["schemas"]["UnitPrice"];
        };
      };
    };
    responses: {
      /** @description The quantity is set. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components["responses"]["Error"];
    };
  };
  getItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
        itemId: components["schemas"]["ItemId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The item. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Item"];
        };
      };
      default: components["responses"]["Error"];
    };
  };
  deleteItem: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
        itemId: components["schemas"]["ItemId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The cart does not hold the item any more. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components["responses"]["Error"];
    };
  };
  mergeCarts: {
    parameters: {
      query: {
        /** @description Customer id of the cart to move; another one than in the path. */
        sessionId: components["schemas"]["CustomerId"];
      };
      header?: never;
      path: {
        customerId: components["parameters"]["CustomerId"];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The session's cart is now empty. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components["responses"]["Error"];
    };
  };
  listProducts: {
    parameters: {
      query?: {
        /** @description How to sort the list. */
        order?: "name_asc" | "name_desc" | "price_asc" | "price_desc";
        /** @description Number of the page; beyond the last one the list is empty. */
        page?: components["parameters"]["Page"];
        /** @description Products per page. */
        size?: components["parameters"]["Size"];
        /** @description Names of tags, separated by commas. A product needs one of them. */
        tags?: components["parameters"]["Tags"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["Products"];
      400: components["responses"]["Error"];
      default: components["responses"]["Error"];
    };
  };
  getProduct: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The product. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Product"];
        };
      };
      400: components["responses"]["Error"];
      404: components["responses"]["Error"];
      default: components["responses"]["Error"];
    };
  };
  searchProducts: {
    parameters: {
      query: {
        keyword: string;
        /** @description Number of the page; beyond the last one the list is empty. */
        page?: components["parameters"]["Page"];
        /** @description Products per page. */
        size?: components["parameters"]["Size"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: components["responses"]["Products"];
      400: components["responses"]["Error"];
      default: components["responses"]["Error"];
    };
  };
  countProducts: {
    parameters: {
      query?: {
        /** @description Names of tags, separated by commas. A product needs one of them. */
        tags?: components["parameters"]["Tags"];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The number of products, of all pages together. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            size: number;
          };
        };
      };
      400: components["responses"]["Error"];
      default: components["responses"]["Error"];
    };
  };
  listTags: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The tags. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Tag"][];
        };
      };
      default: components["responses"]["Error"];
    };
  };
}
