/** The same settings in the resource itself and in a resource of their own, which every rule must take alike. */
import type { Fixture } from "./engine";
import { UNKNOWN } from "./engine";
import type { Props, Split } from "./splitList";
import { SECURITY_GROUP, SPLITS } from "./splitList";
import { isSameKind } from "./synonyms";
import type { Variation } from "./variations";

/** A list with what is there already before it; anything else instead of it. */
function merged(before: Props, added: Props): Props {
  return Object.fromEntries(
    Object.entries({ ...before, ...added }).map(([key, value]) => {
      const known = before[key];
      const isList = Array.isArray(known) && Array.isArray(value) && key in added;
      return [
        key,
        isList ? [...(known as readonly unknown[]), ...(value as readonly unknown[])] : value,
      ];
    }),
  );
}

/** The subject with the settings that its own resource had, and what those referred to. */
function holding(subject: Fixture, separate: Fixture, { link, inline }: Split): Fixture {
  const given = Object.entries(inline(separate.props as Props)).filter(
    ([, value]) => value !== undefined,
  );
  const behind = Object.entries(separate.dependsOn ?? {})
    .filter(([key]) => key !== link)
    .flatMap(([, names]) => names);
  const dependencies = given.map(([key]) => [
    key,
    [...(subject.dependsOn?.[key] ?? []), ...behind],
  ]);
  return {
    ...subject,
    props: merged(subject.props as Props, Object.fromEntries(given)),
    dependsOn: {
      ...subject.dependsOn,
      ...(Object.fromEntries(dependencies) as Fixture["dependsOn"]),
    },
  };
}

const IDENTITIES = ["id", "arn", "name", "bucket"] as const;
const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";

function isSubject({ type }: Fixture, { subject }: Split): boolean {
  return isSameKind(type, subject) || (type === DEFAULT_GROUP && subject === SECURITY_GROUP);
}

/** The subject that the settings are of: by reference, by its identity, or one that nobody declares. */
function subjectOf(fixtures: readonly Fixture[], separate: Fixture, split: Split) {
  const { subject, link } = split;
  const candidates = fixtures.filter((each) => isSubject(each, split));
  const value = (separate.props as Props)[link];
  const identities = ({ props }: Fixture) => IDENTITIES.map((key) => (props as Props)[key]);
  return (
    candidates.find(({ name }) => separate.dependsOn?.[link]?.includes(name)) ??
    candidates.find((each) => value !== undefined && identities(each).includes(value)) ??
    (candidates.length === 0 ? { type: subject, name: separate.name, props: {} } : undefined)
  );
}

/** Splits of which the rule looks at the resource of its own. */
function splitsOf(types: readonly string[]): readonly Split[] {
  return SPLITS.filter(({ separate }) => types.includes(separate));
}

/** Each resource of settings within the subject instead. */
export function withinSubject(
  fixtures: readonly Fixture[],
  types: readonly string[],
): readonly Variation[] {
  return splitsOf(types).flatMap((split) =>
    fixtures
      .filter(({ type }) => isSameKind(type, split.separate))
      .flatMap((separate) => {
        const subject = subjectOf(fixtures, separate, split);
        if (subject === undefined) return [];
        const held = (subject.props as Props)[split.held];
        if (held !== undefined && !Array.isArray(held)) return [];
        const changed = holding(subject, separate, split);
        // The order stays: tables name their subject by its place.
        const all = fixtures.includes(subject)
          ? fixtures.flatMap((each) =>
              each === separate ? [] : each === subject ? [changed] : [each],
            )
          : fixtures.map((each) => (each === separate ? changed : each));
        return [{ place: `${separate.name} within ${subject.name}`, fixtures: all }];
      }),
  );
}

/** Settings that a resource has itself in resources of their own, one for each element of a list. */
export function apartFromSubject(
  fixtures: readonly Fixture[],
  types: readonly string[],
): readonly Variation[] {
  return splitsOf(types).flatMap((split) =>
    fixtures
      .filter((each) => isSubject(each, split))
      .flatMap((subject) => {
        const { [split.held]: held, ...props } = subject.props as Props;
        const { [split.held]: behind = [], ...dependsOn } = subject.dependsOn ?? {};
        const { apart } = split;
        if (held === undefined || held === null || apart === undefined || held === UNKNOWN)
          return [];
        const list: readonly unknown[] = Array.isArray(held) ? held : [held];
        const separate = list.map((each, index): Fixture => {
          const own = apart(each);
          const dependencies = Object.keys(own).map((key) => [key, behind] as const);
          return {
            type: split.separate,
            name: `${subject.name}-${split.held}-${index}`,
            props: { ...own, [split.link]: UNKNOWN },
            dependsOn: { ...Object.fromEntries(dependencies), [split.link]: [subject.name] },
          };
        });
        const others = fixtures.map((each) =>
          each === subject ? { ...each, props, dependsOn } : each,
        );
        return [
          { place: `${split.held} apart from ${subject.name}`, fixtures: [...others, ...separate] },
        ];
      }),
  );
}
