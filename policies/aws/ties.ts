/** Resources that tie two others to each other, such as a mapping that names a function and a queue. */
import { namesOf, type StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import { perStack } from "./perStack";
import { namesIn, unknownIn } from "./references";

interface ReferenceIndex {
  /** Resources by what they refer to: its URN, or a text by which they may mean it. */
  readonly byTarget: ReadonlyMap<string, ReadonlySet<Resource>>;
  /** Resources that may refer to anything, with an input that comes from somewhere unknown. */
  readonly open: ReadonlyMap<Resource, Property>;
  /** The first of those inputs among resources of each type. */
  readonly openByType: ReadonlyMap<string, Property>;
}

const indexOf = perStack((stack): ReferenceIndex => {
  const byTarget = new Map<string, Set<Resource>>();
  const open = new Map<Resource, Property>();
  for (const source of stack.resources) {
    for (const [property, urns] of source.dependencies) {
      for (const target of [...urns, ...namesIn(source, [property])]) {
        const sources = byTarget.get(target) ?? new Set();
        byTarget.set(target, sources.add(source));
      }
      const unknown = urns.length === 0 ? unknownIn(source, property) : undefined;
      if (unknown !== undefined) open.set(source, unknown);
    }
  }
  const openByType = new Map([...open].reverse().map(([{ type }, input]) => [type, input]));
  return { byTarget, open, openByType };
});

function referrersOf(
  { byTarget }: ReferenceIndex,
  target: Resource,
): readonly ReadonlySet<Resource>[] {
  return [target.urn, ...namesOf(target.references)].flatMap((name) => byTarget.get(name) ?? []);
}

function sizeOf(sets: readonly ReadonlySet<Resource>[]): number {
  return sets.reduce((sum, { size }) => sum + size, 0);
}

/**
 * Whether a resource of these types, or of any, refers to both, or may as far as the preview knows: a
 * mapping, or a queue's own policy.
 */
export function areTied(
  stack: StackGraph,
  one: Resource,
  other: Resource,
  types?: readonly string[],
): boolean {
  const index = indexOf(stack);
  const isAmong = (type: string): boolean => types?.includes(type) !== false;
  const toOne = referrersOf(index, one);
  const toOther = referrersOf(index, other);
  // What services work on may carry its policy itself.
  const isHolder = other.dependencies.has("policy");
  if (isHolder && toOne.some((sources) => sources.has(other))) return true;
  const [few, many] = sizeOf(toOne) < sizeOf(toOther) ? [toOne, toOther] : [toOther, toOne];
  const ties = few.flatMap((sources) => [...sources]).filter(({ type }) => isAmong(type));
  if (ties.some((each) => many.some((sources) => sources.has(each)))) return true;
  // The index is shared by all subjects; what is unknown is noted for each of them.
  return [
    ...(isHolder ? [index.open.get(other)] : []),
    ...[...index.openByType].flatMap(([type, input]) => (isAmong(type) ? [input] : [])),
  ].some((input) => input?.isUnknown === true);
}
