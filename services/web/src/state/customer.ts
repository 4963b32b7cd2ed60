const storageKey = "drizzlewick.customer";

/**
 * The random id under which this browser's cart is kept. When storage is blocked, the id, and with it the
 * cart, lasts until the page is closed.
 */
export function customerId(): string {
  try {
    const known = localStorage.getItem(storageKey);
    if (known !== null && known !== "") return known;
    const created = crypto.randomUUID();
    localStorage.setItem(storageKey, created);
    return created;
  } catch {
    return crypto.randomUUID();
  }
}
