/** Cuts that one preview can show together, because none changes what another's rules look at. Pure. */
import { rules } from "../../../policies/allRules";
import type { Cut } from "../../helpers/cut";
import { type CaughtCut, cutsOf } from "../../stack/cuts/caughtCut";

const byId = new Map(rules.map((rule) => [rule.id, rule]));

/** True when they may be the same resource; a name that is missing means the only one of the type. */
function mayBeOne(a: Cut, b: Cut): boolean {
  return a.type === b.type && (a.name ?? b.name) === (b.name ?? a.name);
}

/** True when a rule that must catch the cut looks at something that the other one changes. */
function looksAt(cut: CaughtCut, other: CaughtCut): boolean {
  return cut.caughtBy.some((id) => {
    const { types = [], relatedTypes = [] } = byId.get(id) ?? {};
    return cutsOf(other).some(
      ({ type, name }) =>
        relatedTypes.includes(type) ||
        (types.includes(type) && cut.at !== undefined && (name ?? cut.at) === cut.at),
    );
  });
}

function disturb(a: CaughtCut, b: CaughtCut): boolean {
  return (
    [a, b].some(({ alone = false }) => alone) ||
    a.caughtBy.some((rule) => b.caughtBy.includes(rule)) ||
    cutsOf(a).some((one) => cutsOf(b).some((other) => mayBeOne(one, other))) ||
    looksAt(a, b) ||
    looksAt(b, a)
  );
}

/** As few groups as a first fit finds, in which no cut disturbs another. */
export function batchesOf(cuts: readonly CaughtCut[]): readonly (readonly CaughtCut[])[] {
  const batches: CaughtCut[][] = [];
  for (const cut of cuts) {
    const free = batches.find((batch) => !batch.some((other) => disturb(cut, other)));
    if (free === undefined) batches.push([cut]);
    else free.push(cut);
  }
  return batches;
}
