/** What an upgrade of a stack from its lock to the program as it is now would lose. */
import { isDeepStrictEqual } from "node:util";
import { type Rescue, rescueOf } from "./rescue";
import { continuityWith, fixedInputs, type Lock } from "./lock";
import { replacingInputs } from "./replacement";
import type { DeclaredResource, Home } from "./resources";
import { engineUrns, fromLocalPart, nameIn, typeIn } from "./urns";

/** An input that cannot change in place and has. */
export interface ChangedInput {
  readonly property: string;
  /** Undefined where it was or is left to AWS. */
  readonly before: unknown;
  readonly now: unknown;
}

export type Loss = LostResource &
  (
    | { readonly kind: "deleted"; readonly rescue: Rescue | undefined }
    | { readonly kind: "replaced"; readonly changes: readonly ChangedInput[] }
  );

interface LostResource {
  readonly type: string;
  /** Name in the lock. */
  readonly name: string;
}

export function lossesBetween(
  lock: Lock,
  resources: readonly DeclaredResource[],
  home: Home,
): Loss[] {
  const urns = engineUrns(resources, home);
  const found = continuityWith(lock, resources, home);
  const byFormer = new Map(
    resources.map((one) => [found.get(urns.get(one.urn) ?? "") ?? "", one] as const),
  );
  const rename = (recorded: string) => {
    const urn = urns.get(recorded) ?? recorded;
    return found.get(urn) ?? urn;
  };
  return Object.entries(lock.stateful).flatMap(([local, { fixed }]): Loss[] => {
    const urn = fromLocalPart(home, local);
    const lost = { type: typeIn(urn), name: nameIn(urn) };
    const heir = byFormer.get(urn);
    if (heir === undefined) {
      return [{ ...lost, kind: "deleted", rescue: rescueOf(urn, { lock, resources, home }) }];
    }
    const known = lock.replacing[lost.type] ?? [];
    const now = fixedInputs(heir, rename);
    const changes = changedInputs(fixed, now).filter(
      ({ property, before, now: value }) =>
        !heir.ignoreChanges.includes(property) &&
        // Only then is "not set" known to be so, and not a thing that one of the two never looked at.
        ((known.includes(property) && replacingInputs(heir.type).includes(property)) ||
          (before !== undefined && value !== undefined)),
    );
    return changes.length === 0 ? [] : [{ ...lost, kind: "replaced", changes }];
  });
}

type Inputs = Readonly<Record<string, unknown>>;

function changedInputs(before: Inputs, now: Inputs): ChangedInput[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .sort()
    .filter((property) => !isDeepStrictEqual(before[property], now[property]))
    .map((property) => ({ property, before: before[property], now: now[property] }));
}
