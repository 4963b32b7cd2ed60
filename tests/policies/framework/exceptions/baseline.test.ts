import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "../../../../policies/framework/assemble";
import type { Fixture } from "../../helpers/engine";
import { UNKNOWN, urnOf } from "../../helpers/engine";
import { runPack } from "../../helpers/pack";
import { bucket, SAMPLE_RULES } from "../sampleRules";

const folder = mkdtempSync(join(tmpdir(), "baseline-"));
const path = join(folder, "given.json");
after(() => {
  rmSync(folder, { recursive: true });
});

const old = bucket("old", { versioned: false, logged: false });

/** What is told, and the next baseline, under the file at `path`. */
async function run(fixtures: readonly Fixture[], baseline?: string) {
  if (baseline !== undefined) writeFileSync(path, baseline);
  const policies = assemble(SAMPLE_RULES, {
    pack: { name: "sample", version: "1.0.0" },
    environment: {
      AWS_POLICIES_BASELINE: baseline === undefined ? undefined : path,
      AWS_POLICIES_REPORT_DIR: folder,
      PULUMI_DRY_RUN: "true",
    },
    packDirectory: folder,
    today: "2026-06-15",
  });
  const told = await runPack(policies, fixtures);
  return { told, next: readFileSync(join(folder, "baseline.json"), "utf8") };
}

describe("a baseline", () => {
  it("is written from a stack without one, and then nothing of it blocks", async () => {
    const first = await run([old]);
    assert.deepEqual(
      first.told.map(({ enforcementLevel }) => enforcementLevel),
      [undefined, undefined],
    );
    const second = await run([old], first.next);
    assert.deepEqual(
      second.told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
      [
        ["sample-versioned", "advisory"],
        ["sample-logged", "advisory"],
      ],
    );
    assert.match(second.told[0]?.message ?? "", /\nKnown: the baseline has it/);
    assert.equal(second.next, first.next);
  });

  it("lets a new violation block, and does not take it up", async () => {
    const { next } = await run([old]);
    const after = await run([old, bucket("new", { versioned: false })], next);
    assert.deepEqual(
      after.told.filter(({ enforcementLevel }) => !enforcementLevel).map(({ name }) => name),
      ["new"],
    );
    assert.equal(after.next, next);
  });

  it("may not keep what is gone, and shrinks", async () => {
    const { next } = await run([old]);
    const { told, next: shorter } = await run([bucket("old", { logged: false })], next);
    assert.deepEqual(
      told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
      [
        ["sample-logged", "advisory"],
        ["policy-baseline", undefined],
      ],
    );
    assert.match(told[1]?.message ?? "", /lists sample-versioned on urn:.*::old .* is gone/);
    assert.deepEqual(JSON.parse(shorter), {
      violations: [{ rule: "sample-logged", urn: urnOf(old), problem: "logged is not true" }],
    });
    assert.equal((await run([bucket("old", { logged: false })], shorter)).told.length, 1);
  });

  it("may not keep a resource that is gone", async () => {
    const { next } = await run([old]);
    const { told } = await run([bucket("other")], next);
    assert.deepEqual(
      told.map(({ policy }) => policy),
      ["policy-baseline", "policy-baseline"],
    );
  });

  it("keeps what a preview cannot know, and what belongs to another stack", async () => {
    const { next } = await run([old]);
    // A stack rule takes an unknown output for an input only when something was given for it.
    const unknown = {
      ...bucket("old", { versioned: UNKNOWN, logged: UNKNOWN }),
      dependsOn: { logged: [] },
    };
    assert.deepEqual(await run([unknown], next), { told: [], next });
    const foreign = next.replaceAll("urn:pulumi:test::", "urn:pulumi:prod::");
    assert.deepEqual(await run([bucket("old")], foreign), { told: [], next: foreign });
  });

  for (const [title, text] of Object.entries({
    "is not JSON": "violations:",
    "is a list": "[]",
    "lacks a field": '{"violations": [{"rule": "a", "urn": "b"}]}',
  })) {
    it(`that ${title} is told of, and everything blocks`, async () => {
      const { told } = await run([old], text);
      assert.deepEqual(
        told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
        [
          ["sample-versioned", undefined],
          ["sample-logged", undefined],
          ["policy-baseline", undefined],
        ],
      );
      assert.match(told[2]?.message ?? "", /^given\.json: the baseline must be a JSON object/);
    });
  }
});
