import * as z from "zod";

/** Most pieces of one product in a cart. */
export const maxQuantity = 999;

/** Largest price taken, in whole US dollars: the contract's numbers have 32 bits. */
export const maxUnitPrice = 2_147_483_647;

/** One product in a cart. */
export interface CartItem {
  readonly itemId: string;
  /** 1 to {@link maxQuantity}. */
  readonly quantity: number;
  /** Whole US dollars, as the caller said it: an order must take its prices from the catalog. */
  readonly unitPrice: number;
}

/** What a customer is about to buy. */
export interface Cart {
  readonly customerId: string;
  readonly items: readonly CartItem[];
}

const customerId = z.string({ error: "is required" }).regex(/^[\w.:@|+=-]{1,128}$/, {
  error: "must have 1 to 128 letters, digits or characters of _.:@|+=-",
});
const itemId = z.string({ error: "is required" }).regex(/^[\w.:-]{1,64}$/, {
  error: "must have 1 to 64 letters, digits, hyphens, underscores, dots or colons",
});
const unitPrice = wholeNumber(0, maxUnitPrice);

export const cartPath = z.object({ customerId });
export const itemPath = z.object({ customerId, itemId });
export const mergeQuery = z.object({ sessionId: customerId });

/** Body that adds to a cart. */
export const newItem = bodyOf({ itemId, unitPrice, quantity: wholeNumber(1, maxQuantity) });

/** Body that sets a quantity, zero included, and on request the price. */
export const changedItem = bodyOf({
  itemId,
  unitPrice: unitPrice.optional(),
  quantity: wholeNumber(0, maxQuantity),
});

function wholeNumber(min: number, max: number): z.ZodNumber {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}

function bodyOf<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape, { error: "the body must be a JSON object" });
}
