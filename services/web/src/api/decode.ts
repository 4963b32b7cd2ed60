/**
 * Turns what the network sent into the types of the page, or throws. Fields that are not known are
 * dropped, so a newer API does not break an older page.
 */
import type { Cart, CartItem, Product, Tag } from "./types";

/** A response body that is not what the API promises. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

export type Decode<T> = (value: unknown) => T;

export function decodeArray<T>(decodeItem: Decode<T>): Decode<T[]> {
  return (value) => {
    if (!Array.isArray(value)) throw new DecodeError("expected a list");
    return value.map((item: unknown) => decodeItem(item));
  };
}

export const decodeTag: Decode<Tag> = (value) => {
  const fields = record(value);
  return { name: text(fields, "name"), displayName: text(fields, "displayName") };
};

export const decodeProduct: Decode<Product> = (value) => {
  const fields = record(value);
  return {
    id: text(fields, "id"),
    name: text(fields, "name"),
    description: text(fields, "description"),
    price: integer(fields, "price"),
    tags: decodeArray(decodeTag)(fields["tags"]),
  };
};

export const decodeSize: Decode<number> = (value) => integer(record(value), "size");

const decodeCartItem: Decode<CartItem> = (value) => {
  const fields = record(value);
  return {
    itemId: text(fields, "itemId"),
    quantity: integer(fields, "quantity"),
    unitPrice: integer(fields, "unitPrice"),
  };
};

export const decodeCart: Decode<Cart> = (value) => {
  const fields = record(value);
  return {
    customerId: text(fields, "customerId"),
    items: decodeArray(decodeCartItem)(fields["items"]),
  };
};

/** The `message` of an error body `{code, message}`, when there is one. */
export function errorMessage(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const message = value["message"];
  return typeof message === "string" && message !== "" ? message : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function record(value: unknown): Record<string, unknown> {
  if (!isRecord(value)) throw new DecodeError("expected an object");
  return value;
}

function text(fields: Record<string, unknown>, key: string): string {
  const value = fields[key];
  if (typeof value !== "string") throw new DecodeError(`${key}: expected text`);
  return value;
}

function integer(fields: Record<string, unknown>, key: string): number {
  const value = fields[key];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    throw new DecodeError(`${key}: expected a whole number`);
  }
  return value;
}
