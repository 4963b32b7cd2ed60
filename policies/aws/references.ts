/** Values below a property that refer to a resource. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";

/** What names a resource of AWS and nothing else, unlike a word that is a queue's name and a table's too. */
const UNMISTAKABLE = /^(arn:|https:\/\/)/;

/**
 * Texts at or below these properties by which a resource may be meant: whole properties, and deeper down
 * ARNs and addresses only.
 */
export function namesIn(source: Resource, properties: readonly string[]): readonly string[] {
  return properties.flatMap((property) =>
    source.references
      .at(property)
      .leaves()
      .flatMap((leaf) => {
        const text = leaf.text();
        if (text === undefined) return [];
        return leaf.path === property || UNMISTAKABLE.test(text) ? [text] : [];
      }),
  );
}

/** A value at or below the property that is not known, if there is one. */
export function unknownIn(source: Resource, property: string): Property | undefined {
  return source.references
    .at(property)
    .leaves()
    .find((leaf) => leaf.isUnknown);
}

/** Resources of `types` that these values refer to, which stand somewhere below `property` of `source`. */
export function referredTo(
  stack: StackGraph,
  source: Resource,
  property: string,
  values: readonly Property[],
  types: readonly string[],
): readonly Resource[] {
  const read = () => values.flatMap((value) => value.texts());
  // A value that is not known yet is not missed where the dependencies say what it refers to.
  const isExplained = (source.dependencies.get(property) ?? []).length > 0;
  const texts = isExplained ? stack.quietly(read) : read();
  const named = texts.flatMap((text) => stack.identified(types, text));
  return [...new Set([...(stack.targets(source, property, types) ?? []), ...named])];
}
