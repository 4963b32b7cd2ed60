/** What several subjects of a stack rule ask for, worked out once. */
import type { StackGraph } from "../framework/graph";

/**
 * The same function, which runs once for each stack. What it finds unknown is noted for nobody, since all
 * subjects share it: whoever decides by an unknown value asks it again.
 */
export function perStack<T>(read: (stack: StackGraph) => T): (stack: StackGraph) => T {
  const known = new WeakMap<StackGraph, { readonly value: T }>();
  return (stack) => {
    const { value } = known.get(stack) ?? { value: stack.quietly(() => read(stack)) };
    known.set(stack, { value });
    return value;
  };
}
