/** The same keys, each value made anew from its key and its old value. */
export function mapValues<Value, Result>(
  object: Readonly<Record<string, Value>>,
  make: (key: string, value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(key, value)]));
}

/** A list in parts of at most `size`, in its order. */
export function inParts<Item>(list: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  );
}

/** The first item that stands in the list before already; undefined where each stands there once. */
export function heldTwice<Item>(list: readonly Item[]): Item | undefined {
  return list.find((item, at) => list.indexOf(item) < at);
}
