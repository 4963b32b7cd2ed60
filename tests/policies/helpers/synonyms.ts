/** Resources under the other token that @pulumi/aws has for them. */
import * as types from "../../../policies/aws/types";
import { kindOf } from "../../../policies/framework/resource";
import type { Fixture } from "./engine";
import type { Variation } from "./variations";

function plainKind(type: string): string {
  return kindOf(type).replace(/v2$/i, "");
}

const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.values<readonly string[]>(types)
    .filter(({ length }) => length === 2)
    .flatMap(([one = "", other = ""]) =>
      plainKind(one) === plainKind(other)
        ? ([
            [one, other],
            [other, one],
          ] as const)
        : [],
    ),
);

/** True for two tokens of one resource. */
export function isSameKind(one: string, other: string): boolean {
  return one === other || SYNONYMS.get(one) === other;
}

/** The fixtures under their other tokens; nothing when none has one. */
export function renamed(fixtures: readonly Fixture[]): readonly Variation[] {
  if (!fixtures.some(({ type }) => SYNONYMS.has(type))) return [];
  const others = fixtures.map((each) => ({ ...each, type: SYNONYMS.get(each.type) ?? each.type }));
  return [{ place: "other tokens", fixtures: others }];
}
