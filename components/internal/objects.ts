/** The same keys, each value made anew from its key and its old value. */
export function mapValues<Value, Result>(
  object: Readonly<Record<string, Value>>,
  make: (key: string, value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, make(key, value)]));
}
