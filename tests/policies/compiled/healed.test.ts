import assert from "node:assert/strict";
import { rules } from "../../../policies/allRules";
import { sqsEncrypted } from "../../../policies/registry";
import type { Rule } from "../../../policies/framework/rule";
import { assertSnapshot } from "../../helpers/snapshots";
import type { RuleTable } from "../helpers/describeRule";
import type { Healing } from "./healing";
import { healingsOf, isHealed, ownFaults } from "./healing";
import { tablesOfRules } from "./ruleTables";

describe("the examples of the rules, run under mocks and judged by their own rules", function () {
  this.timeout(60_000);
  let tables: ReadonlyMap<string, readonly RuleTable[]>;
  const healings = new Map<string, readonly Healing[]>();

  async function healed(rule: Rule): Promise<readonly Healing[]> {
    const known = healings.get(rule.id) ?? (await healingsOf(rule, tables.get(rule.id) ?? []));
    healings.set(rule.id, known);
    return known;
  }

  before(() => {
    tables = tablesOfRules();
  });

  for (const rule of rules) {
    it(`${rule.id}: the example heals a fault, and brings none`, async () => {
      const all = await healed(rule);
      assert.ok(all.some(isHealed), JSON.stringify(all, null, 2));
      assert.deepEqual(all.flatMap(ownFaults), []);
    });

    it(`${rule.id}: each fault is still told when the example is left out`, async () => {
      for (const { fault, before: told } of await healed(rule)) assert.equal(told.length, 1, fault);
    });
  }

  it("leave the faults that are listed, which are of another kind than the one shown", async () => {
    const list: Record<string, object> = {};
    for (const rule of rules) {
      const all = await healed(rule);
      const left = all.filter((each) => !isHealed(each)).map(({ fault }) => fault);
      list[rule.id] = { heals: all.length - left.length, of: all.length, leaves: left };
    }
    assertSnapshot("tests/policies/compiled/snapshots/healed.json", list, "npm run test:engine");
  });

  it("would be caught without what decides, and with a fault of their own", async () => {
    const withSetting = (setting: string): Rule => ({
      ...sqsEncrypted,
      example: `import { sqs } from "@pulumi/aws";\n\nnew sqs.Queue("orders", { ...settings, ${setting} });`,
    });
    const given = tables.get(sqsEncrypted.id) ?? [];
    for (const setting of ["visibilityTimeoutSeconds: 30", "sqsManagedSseEnabled: false"]) {
      const all = await healingsOf(withSetting(setting), given);
      assert.ok(all.length > 0 && !all.some(isHealed), setting);
    }
    assert.ok((await healingsOf(withSetting("sqsManagedSseEnabled: true"), given)).every(isHealed));
  });
});
