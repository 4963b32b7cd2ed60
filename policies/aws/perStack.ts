/** What several subjects of a stack rule ask for, worked out once. */
import type { StackGraph } from "../framework/graph";

/** The same function, which runs once for each stack. */
export function perStack<T>(read: (stack: StackGraph) => T): (stack: StackGraph) => T {
  const known = new WeakMap<StackGraph, { readonly value: T }>();
  return (stack) => {
    const { value } = known.get(stack) ?? { value: read(stack) };
    known.set(stack, { value });
    return value;
  };
}
