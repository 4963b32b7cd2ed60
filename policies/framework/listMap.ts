/** Adds to the list that a map keeps under a key. */
export function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const listed = lists.get(key);
  if (listed) listed.push(item);
  else lists.set(key, [item]);
}
