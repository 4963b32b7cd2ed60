/** What holds for every rule and every table, without a word in the table. */
import assert from "node:assert/strict";
import type { Rule } from "../../../policies/framework/rule";
import type { Fixture } from "./engine";
import { withComputed } from "./computed";
import { reportsOf } from "./engine";
import type { Change } from "./fixture";
import { changed } from "./fixture";
import { looksOf, timesOver } from "./growth";
import { byKnownReference, byReference, byText, byUnknown } from "./relations";
import { apartFromSubject, withinSubject } from "./splits";
import { renamed } from "./synonyms";
import { outcomesOf, unverifiedBy } from "./unverified";
import type { Variation } from "./variations";
import {
  withDocuments,
  withEmpties,
  withListedBlocks,
  withoutReferences,
  withUnknowns,
  withUnknownSettings,
} from "./variations";

interface Table {
  readonly valid: readonly Fixture[];
  readonly passes: Readonly<Record<string, Change>>;
  readonly fails: Readonly<Record<string, Change>>;
  readonly silent: Readonly<Record<string, Change>>;
}

type Vary = (fixtures: readonly Fixture[]) => readonly Variation[];

function itIsSilentWhereItCannotKnow(rule: Rule, { valid, passes, fails }: Table): void {
  it("says nothing of what it accepts while any single value or reference is unknown", async () => {
    for (const change of [{}, ...Object.values(passes)]) {
      const accepted = changed(valid, change);
      const variations = [...withUnknowns(accepted), ...withoutReferences(accepted)];
      for (const { place, fixtures } of variations) {
        assert.deepEqual(await reportsOf(rule, fixtures, change.config), [], place);
      }
    }
  });
  it("objects to a fault once or notes it as not verified while it is unknown", async () => {
    const faults = Object.values(fails);
    for (const change of faults.flatMap((each) => withUnknownSettings(valid, each))) {
      const fixtures = changed(valid, change);
      const reports = await reportsOf(rule, fixtures, change.config);
      const noted = unverifiedBy(rule, fixtures, change.config).length;
      assert.ok(
        reports.length === 1 || (reports.length === 0 && noted > 0),
        JSON.stringify(change),
      );
    }
  });
}

/** The same verdict under the variation, on what passes and on what fails. */
async function assertAlike(
  rule: Rule,
  { valid, passes, fails }: Omit<Table, "silent">,
  vary: Vary,
): Promise<void> {
  for (const change of [{}, ...Object.values(passes)]) {
    for (const { place, fixtures } of vary(changed(valid, change))) {
      assert.deepEqual(await reportsOf(rule, fixtures, change.config), [], place);
    }
  }
  for (const change of Object.values(fails)) {
    for (const { place, fixtures } of vary(changed(valid, change))) {
      assert.equal((await reportsOf(rule, fixtures, change.config)).length, 1, place);
    }
  }
}

/** However one resource names another, and from whichever of the two the rule looks. */
function itFollowsRelations(rule: Rule, table: Table): void {
  if (rule.scope !== "stack") return;
  const types = [...rule.types, ...(rule.relatedTypes ?? [])];
  const vary =
    (ways: readonly (typeof byText)[]): Vary =>
    (fixtures) =>
      ways.flatMap((way) => way(fixtures, types));
  it("judges alike by reference, by text and once the reference is known", async () => {
    await assertAlike(rule, table, vary([byReference, byText, byKnownReference]));
  });
  it("accepts, or notes as not verified, what a resource names that is not known", async () => {
    const { valid, passes, fails } = table;
    await assertAlike(rule, { valid, passes, fails: {} }, vary([byUnknown]));
    for (const [title, change] of Object.entries(fails)) {
      for (const { place, fixtures } of byUnknown(changed(valid, change), types)) {
        const { length } = await reportsOf(rule, fixtures, change.config);
        const isNoted = unverifiedBy(rule, fixtures, change.config).length > 0;
        assert.ok(length === 1 || (length === 0 && isNoted), `${title}: ${place}: ${length}`);
      }
    }
  });
}

/** By subject, what the rule objects to and what it could not verify. */
function saidOf(rule: Rule, fixtures: readonly Fixture[], config?: object): object {
  const outcomes = outcomesOf(rule, fixtures, config);
  return Object.fromEntries(
    outcomes.map(({ resource: { name }, problems, unverified }) => [
      name,
      { problems, unverified: [...unverified].sort() },
    ]),
  );
}

/** What rules share between subjects must not be told of the first alone. */
function itJudgesEachSubjectByItself(rule: Rule, { valid, passes, fails, silent }: Table): void {
  if (rule.scope !== "stack") return;
  it("says the same of a subject, whatever was judged before it", () => {
    for (const change of [{}, ...[passes, fails, silent].flatMap((all) => Object.values(all))]) {
      const fixtures = changed(valid, change);
      const twins: readonly Fixture[] = fixtures
        .filter(({ type }) => rule.types.includes(type))
        .map((each) => ({ ...each, name: `${each.name}-twin` }));
      assert.deepEqual(
        saidOf(rule, [...twins, ...fixtures], change.config),
        saidOf(rule, [...fixtures, ...twins], change.config),
        JSON.stringify(change),
      );
    }
  });
}

/** A resource may be looked up for a subject; to compare each subject with every other takes too long. */
function itGrowsWithTheStack(rule: Rule, { valid, passes }: Table): void {
  if (rule.scope !== "stack") return;
  it("does at most twice the work on a stack of twice the size", () => {
    for (const change of [{}, ...Object.values(passes)]) {
      const fixtures = changed(valid, change);
      const looks = (times: number): number =>
        looksOf(rule, timesOver(rule, fixtures, times), change.config ?? {});
      const more = looks(8) - looks(4);
      assert.ok(looks(16) - looks(8) <= 2 * more, JSON.stringify(change));
    }
  });
}

/** It is about the mixture of both itself. */
const NEEDS_BOTH = "sg-no-inline-and-standalone-rules";

/** Whether settings stand in the resource itself or in a resource of their own. */
function itTakesSettingsApart(rule: Rule, { valid, passes, fails }: Table): void {
  if (rule.id === NEEDS_BOTH) return;
  const types = [...rule.types, ...(rule.relatedTypes ?? [])];
  const vary: Vary = (fixtures) => [
    ...withinSubject(fixtures, types),
    ...apartFromSubject(fixtures, types),
  ];
  it("judges settings within the resource and in a resource of their own alike", async () => {
    await assertAlike(rule, { valid, passes, fails: {} }, vary);
    for (const change of Object.values(fails)) {
      for (const { place, fixtures } of vary(changed(valid, change))) {
        // A resource of their own may lack more than the settings that moved there.
        assert.ok((await reportsOf(rule, fixtures, change.config)).length > 0, place);
      }
    }
  });
}

export function itTakesVariations(rule: Rule, table: Table): void {
  const { valid, fails } = table;
  itIsSilentWhereItCannotKnow(rule, table);
  itFollowsRelations(rule, table);
  itTakesSettingsApart(rule, table);
  itJudgesEachSubjectByItself(rule, table);
  itGrowsWithTheStack(rule, table);
  it("accepts a valid fixture with blocks in lists of one", async () => {
    for (const { place, fixtures } of withListedBlocks(valid)) {
      assert.deepEqual(await reportsOf(rule, fixtures), [], place);
    }
  });
  it("judges alike what the provider makes up in a preview where nothing is set", async () => {
    if (rule.scope === "resource") return;
    await assertAlike(rule, table, (fixtures) => [
      { place: "made up", fixtures: withComputed(fixtures) },
    ]);
  });
  it("judges alike under other tokens and in every spelling of an IAM document", async () => {
    await assertAlike(rule, table, renamed);
    await assertAlike(rule, table, withDocuments);
  });
  it("takes null and what is empty for absent", async () => {
    for (const change of Object.values(fails).flatMap(withEmpties)) {
      const reports = await reportsOf(rule, changed(valid, change), change.config);
      assert.equal(reports.length, 1, JSON.stringify({ change, reports }));
    }
  });
}
