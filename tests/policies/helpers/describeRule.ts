/** The table that every rule is tested with: what passes, what fails once and how, what stays silent. */
import assert from "node:assert/strict";
import type { Rule } from "../../../policies/framework/rule";
import type { Fixture } from "./engine";
import { reportsOf } from "./engine";
import type { Change } from "./fixture";
import { changed } from "./fixture";
import { itTakesVariations } from "./takesVariations";
import { unverifiedBy } from "./unverified";

export interface Failure extends Change {
  /** What the message must contain about the value. */
  readonly says: string;
  /** Name of the resource that the violation is on. @default the first fixture */
  readonly at?: string;
}

export interface RuleTable {
  /** Resources that meet the rule, its subject first. */
  readonly valid: readonly Fixture[];
  /** Changes after which the rule is still met. */
  readonly passes?: Readonly<Record<string, Change>>;
  /** Changes that break the rule, each in one way. */
  readonly fails: Readonly<Record<string, Failure>>;
  /** Changes after which a preview cannot know; the rule says nothing and notes it. */
  readonly silent?: Readonly<Record<string, Change>>;
}

const tables = new Map<string, RuleTable[]>();

/** The tables of the spec files that are loaded, by the rule's id. */
export function tablesByRule(): ReadonlyMap<string, readonly RuleTable[]> {
  return tables;
}

export function describeRule(rule: Rule, table: RuleTable): void {
  tables.set(rule.id, [...(tables.get(rule.id) ?? []), table]);
  const { valid, passes = {}, fails, silent = {} } = table;
  const subject = valid[0]?.name ?? "";
  describe(rule.id, () => {
    it("has nothing to say about a valid fixture", async () => {
      assert.deepEqual(await reportsOf(rule, valid), []);
    });
    itTakesVariations(rule, { valid, passes, fails, silent });
    for (const [title, change] of Object.entries(passes)) {
      it(`accepts ${title}`, async () => {
        assert.deepEqual(await reportsOf(rule, changed(valid, change), change.config), []);
      });
    }
    for (const [title, change] of Object.entries(fails)) {
      it(`objects to ${title}, once`, async () => {
        const reports = await reportsOf(rule, changed(valid, change), change.config);
        assert.equal(reports.length, 1, JSON.stringify(reports));
        const [report] = reports;
        const name = change.at ?? subject;
        assert.equal(report?.name, name);
        assert.ok(report.message.includes(` "${name}": `), report.message);
        assert.ok(report.message.includes(change.says), report.message);
        assert.ok(report.message.includes(`Fix: ${rule.fix}`), report.message);
        assert.equal(report.enforcementLevel, undefined);
      });
    }
    for (const [title, change] of Object.entries(silent)) {
      it(`says nothing while ${title} is unknown, and notes it`, async () => {
        const fixtures = changed(valid, change);
        assert.deepEqual(await reportsOf(rule, fixtures, change.config), []);
        assert.notDeepEqual(unverifiedBy(rule, fixtures, change.config), []);
      });
    }
  });
}
