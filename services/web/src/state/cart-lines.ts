/** Arithmetic of a cart. Pure: every function returns a new list. */
import type { CartItem } from "../api/types";

type Lines = readonly CartItem[];

/** Most of one product that a customer can put into the cart through this page. */
export const maxQuantity = 99;

/** Adds to the line of the same product, or appends one. */
export function addLine(lines: Lines, added: CartItem): Lines {
  const present = lines.find((line) => line.itemId === added.itemId);
  if (present === undefined) return [...lines, added];
  return setQuantity(lines, added.itemId, present.quantity + added.quantity);
}

/** Replaces the quantity of one line; other lines keep their place. */
export function setQuantity(lines: Lines, itemId: string, quantity: number): Lines {
  return lines.map((line) => (line.itemId === itemId ? { ...line, quantity } : line));
}

export function removeLine(lines: Lines, itemId: string): Lines {
  return lines.filter((line) => line.itemId !== itemId);
}

/** Pieces in the cart, all lines together. */
export function itemCount(lines: Lines): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

/** Price of one line, in whole US dollars. */
export function lineTotal(line: CartItem): number {
  return line.quantity * line.unitPrice;
}

/** Price of the cart, in whole US dollars. */
export function cartTotal(lines: Lines): number {
  return lines.reduce((sum, line) => sum + lineTotal(line), 0);
}

/** A quantity that was typed in, or undefined when it is not a whole number from 1 to {@link maxQuantity}. */
export function parseQuantity(typed: string): number | undefined {
  const quantity = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0;
  return quantity >= 1 && quantity <= maxQuantity ? quantity : undefined;
}
