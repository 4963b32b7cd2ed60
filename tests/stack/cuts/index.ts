/** Ways to make the program less safe, each with the rules that must object. */
import { rules } from "../../../policies/allRules";
import { caches } from "./caches";
import type { CaughtCut } from "./caughtCut";
import { containers } from "./containers";
import { databases } from "./databases";
import { edge } from "./edge";
import { functionsAndRoles } from "./functionsAndRoles";
import { messaging } from "./messaging";
import { network } from "./network";
import { storage } from "./storage";

const byFile: Readonly<Record<string, readonly CaughtCut[]>> = {
  storage,
  databases,
  caches,
  edge,
  containers,
  functionsAndRoles,
  messaging,
  network,
};

export const cuts: readonly CaughtCut[] = Object.values(byFile).flat();

/** What to write, and where: beside the cuts that other rules of the same AWS service catch. */
export function howToCut({ id, service }: { readonly id: string; readonly service: string }) {
  const siblings = rules.filter((rule) => rule.service === service).map((rule) => rule.id);
  const files = Object.entries(byFile)
    .filter(([, held]) =>
      held.some(({ caughtBy }) => caughtBy.some((one) => siblings.includes(one))),
    )
    .map(([name]) => `tests/stack/cuts/${name}.ts`);
  const place = files.join(" or ") || "one of the files in tests/stack/cuts/";
  return `no cut shows that rule "${id}" guards the program; add to ${place} a change of the program that it must object to, with caughtBy: ["${id}"]`;
}
