/** What holds for every rule and every table, without a word in the table. */
import assert from "node:assert/strict";
import type { Rule } from "../../../policies/framework/rule";
import type { Fixture } from "./engine";
import { reportsOf } from "./engine";
import type { Change } from "./fixture";
import { changed } from "./fixture";
import { renamed } from "./synonyms";
import { unverifiedBy } from "./unverified";
import type { Variation } from "./variations";
import {
  withDocuments,
  withEmpties,
  withListedBlocks,
  withLiterals,
  withoutReferences,
  withUnknowns,
  withUnknownSettings,
} from "./variations";

interface Table {
  readonly valid: readonly Fixture[];
  readonly passes: Readonly<Record<string, Change>>;
  readonly fails: Readonly<Record<string, Change>>;
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
      const noted = unverifiedBy(rule, fixtures).length;
      assert.ok(
        reports.length === 1 || (reports.length === 0 && noted > 0),
        JSON.stringify(change),
      );
    }
  });
}

/** The same verdict under the variation, on what passes and on what fails. */
async function assertAlike(rule: Rule, { valid, passes, fails }: Table, vary: Vary): Promise<void> {
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

export function itTakesVariations(rule: Rule, table: Table): void {
  const { valid, fails } = table;
  itIsSilentWhereItCannotKnow(rule, table);
  it("accepts a valid fixture with references as text and blocks in lists of one", async () => {
    for (const { place, fixtures } of [...withLiterals(valid), ...withListedBlocks(valid)]) {
      assert.deepEqual(await reportsOf(rule, fixtures), [], place);
    }
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
