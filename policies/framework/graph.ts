/**
 * The stack's resources and how they refer to each other.
 *
 * In a first preview a reference such as `bucket: bucket.id` is unknown, so relations are read from
 * the dependencies of the property; a literal or an already known value is matched with what
 * identifies the target.
 */
import { append } from "./listMap";
import type { Property } from "./property";
import type { Resource } from "./resource";

/** Properties by which other resources name one. */
const IDENTITIES = ["id", "arn", "name", "bucket"] as const;

/** How many resources a reference may pass through: `policy.bucket` that came from `block.bucket`. */
const MAX_HOPS = 3;

interface Targets {
  readonly resources: readonly Resource[];
  /** True when the value is unknown and nothing says what it refers to. */
  readonly uncertain: boolean;
}

interface ReferrerIndex {
  readonly byTarget: ReadonlyMap<string, readonly Resource[]>;
  /** Sources whose reference the preview does not know. */
  readonly uncertain: readonly Resource[];
}

export class StackGraph {
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private readonly byType = new Map<string, Resource[]>();
  private readonly byTypes = new WeakMap<readonly string[], readonly Resource[]>();
  private readonly identityIndexes = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  private readonly referrerIndexes = new Map<string, ReferrerIndex>();

  /** @param quietly runs what looks at resources in advance, without noting unknowns */
  constructor(
    readonly resources: readonly Resource[],
    readonly quietly: <T>(look: () => T) => T = (look) => look(),
  ) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) append(this.byType, resource.type, resource);
  }

  /** Every resource of these types. */
  ofType(types: readonly string[]): readonly Resource[] {
    const [type, ...others] = types;
    if (type === undefined) return [];
    if (others.length === 0) return this.byType.get(type) ?? [];
    // Rules ask with the same lists over and over, once for each subject.
    const known = this.byTypes.get(types);
    if (known) return known;
    const found = types.flatMap((each) => this.byType.get(each) ?? []);
    this.byTypes.set(types, found);
    return found;
  }

  /**
   * What a property of `source` refers to among resources of `types`; undefined when the preview
   * does not know.
   *
   * @param property its name, or the way to it through blocks, such as `loadBalancers.targetGroupArn`
   */
  targets(
    source: Resource,
    property: string,
    types: readonly string[],
  ): readonly Resource[] | undefined {
    const { resources, uncertain } = this.resolve(source, property, types, MAX_HOPS);
    return uncertain && resources.length === 0 ? undefined : resources;
  }

  /**
   * Resources of `types` whose `property` refers to `target`. Undefined when there is none for sure
   * but one whose reference the preview does not know.
   */
  referrers(
    target: Resource,
    types: readonly string[],
    property: string,
  ): readonly Resource[] | undefined {
    const index = this.referrerIndex(target.type, types, property);
    const referrers = index.byTarget.get(target.urn) ?? [];
    // The index is shared by all targets; what is unknown is noted for each of them.
    const isMissed = index.uncertain.some(({ props }) => isOpen(valuesAt(props, property)));
    return isMissed && referrers.length === 0 ? undefined : referrers;
  }

  /** Resources of `types` whose `property` refers to `target`, or may as far as the preview knows. */
  possibleReferrers(
    target: Resource,
    types: readonly string[],
    property: string,
  ): readonly Resource[] {
    const { byTarget, uncertain } = this.referrerIndex(target.type, types, property);
    // As above, noted for each target.
    const possible = uncertain.filter(({ props }) => isOpen(valuesAt(props, property)));
    return [...new Set([...(byTarget.get(target.urn) ?? []), ...possible])];
  }

  private referrerIndex(
    targetType: string,
    types: readonly string[],
    property: string,
  ): ReferrerIndex {
    const key = [targetType, property, ...types].join("|");
    const known = this.referrerIndexes.get(key);
    if (known) return known;
    const index = this.quietly(() => this.indexReferrers(targetType, types, property));
    this.referrerIndexes.set(key, index);
    return index;
  }

  private indexReferrers(
    targetType: string,
    types: readonly string[],
    property: string,
  ): ReferrerIndex {
    const byTarget = new Map<string, Resource[]>();
    const uncertain: Resource[] = [];
    for (const source of this.ofType(types)) {
      const targets = this.resolve(source, property, [targetType], MAX_HOPS);
      if (targets.uncertain) uncertain.push(source);
      for (const { urn } of targets.resources) append(byTarget, urn, source);
    }
    return { byTarget, uncertain };
  }

  private resolve(
    source: Resource,
    property: string,
    types: readonly string[],
    hops: number,
  ): Targets {
    const values = valuesAt(source.props, property);
    // Noted below, where no dependency says what the value will be.
    const texts = this.quietly(() => values.flatMap((value) => value.texts()));
    const byValue = texts.flatMap((text) => this.identified(types, text));
    const [top = ""] = property.split(".");
    const dependencies = (source.dependencies.get(top) ?? []).flatMap(
      (urn) => this.byUrn.get(urn) ?? [],
    );
    const direct = dependencies.filter((each) => types.includes(each.type));
    // A list may name one by text and the next by reference.
    const near = [...new Set([...byValue, ...direct])];
    if (direct.length > 0) return { resources: near, uncertain: false };
    if (near.length > 0) return { resources: near, uncertain: isOpen(values) };
    // A resource of another kind that carries the same property passes the reference on.
    const passedOn =
      hops === 0 ? [] : dependencies.map((each) => this.resolve(each, property, types, hops - 1));
    const resources = passedOn.flatMap((each) => each.resources);
    const mayPassOn = passedOn.some((each) => each.uncertain);
    const isKnown = resources.length > 0 || (!mayPassOn && this.leadsElsewhere(dependencies));
    return { resources, uncertain: !isKnown && isOpen(values) };
  }

  /**
   * True when the reference goes to AWS resources that are simply of other types. A parameter of
   * Systems Manager carries any value, so one says nothing.
   */
  private leadsElsewhere(dependencies: readonly Resource[]): boolean {
    return (
      dependencies.length > 0 &&
      dependencies.every(({ type }) => type.startsWith("aws:") && !type.startsWith("aws:ssm/"))
    );
  }

  /** Resources of these types that `text` identifies. */
  identified(types: readonly string[], text: string): readonly Resource[] {
    return types.flatMap((type) => this.identityIndex(type).get(text) ?? []);
  }

  private identityIndex(type: string): ReadonlyMap<string, readonly Resource[]> {
    const known = this.identityIndexes.get(type);
    if (known) return known;
    const index = new Map<string, Resource[]>();
    this.quietly(() => {
      for (const resource of this.byType.get(type) ?? []) {
        for (const name of namesOf(resource.props)) append(index, name, resource);
      }
    });
    this.identityIndexes.set(type, index);
    return index;
  }
}

/** What other resources name one by, among its properties. */
export function namesOf(properties: Property): ReadonlySet<string> {
  return new Set(IDENTITIES.flatMap((key) => properties.at(key).text() ?? []));
}

/** What stands at the end of the way to a property, once for each block on it. */
function valuesAt(properties: Property, property: string): readonly Property[] {
  const [top = "", ...rest] = property.split(".");
  return rest.reduce<readonly Property[]>(
    (holders, key) =>
      holders.flatMap((holder) =>
        holder.isUnknown ? [holder] : holder.items().map((each) => each.at(key)),
      ),
    [properties.at(top)],
  );
}

/** Whether a value is not known, be it a whole list or one element of it. */
function isOpen(values: readonly Property[]): boolean {
  return values.some((value) => value.isUnknown || value.items().some((each) => each.isUnknown));
}
