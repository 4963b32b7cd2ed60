import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "../../../../policies/framework/assemble";
import type { Fixture } from "../../helpers/engine";
import { UNKNOWN } from "../../helpers/engine";
import type { Told } from "../../helpers/pack";
import { runPack } from "../../helpers/pack";
import { bucket, SAMPLE_RULES } from "../sampleRules";

const TODAY = "2026-06-15";
const folder = mkdtempSync(join(tmpdir(), "waivers-"));
after(() => {
  rmSync(folder, { recursive: true });
});

interface Entry {
  readonly rule?: string;
  readonly resource?: string;
  readonly expires?: string;
  readonly stacks?: string;
}

function yamlOf(entry: Entry): string {
  const fields = {
    rule: "sample-versioned",
    resource: "old",
    reason: "The importer cannot read versioned buckets.",
    owner: "team@example.com",
    expires: "2026-12-31",
    ...entry,
  };
  const lines = Object.entries(fields).map(([key, value]) => `    ${key}: ${value}`);
  return ["waivers:", "  -", ...lines, ""].join("\n");
}

async function told(entry: Entry, fixtures: readonly Fixture[]): Promise<readonly Told[]> {
  writeFileSync(join(folder, "waivers.yaml"), yamlOf(entry));
  const policies = assemble(SAMPLE_RULES, {
    pack: { name: "sample", version: "1.0.0" },
    environment: {},
    packDirectory: folder,
    today: TODAY,
  });
  return runPack(policies, fixtures);
}

function levels(reports: readonly Told[]): readonly (readonly [string, string, string])[] {
  return reports.map(({ policy, name, enforcementLevel }) => [
    policy,
    name,
    enforcementLevel ?? "the policy's own",
  ]);
}

const violating = [bucket("old", { versioned: false })];

describe("an active waiver", () => {
  it("has the violation shown without blocking, with reason, owner and end", async () => {
    const reports = await told({}, violating);
    assert.deepEqual(levels(reports), [["sample-versioned", "old", "advisory"]]);
    assert.equal(
      reports[0]?.message,
      'Bucket "old": versioned is <not> true.\nWaived until 2026-12-31 by team@example.com: ' +
        "The importer cannot read versioned buckets. (waivers.yaml:3)",
    );
  });

  it("holds on its last day and not on the next", async () => {
    const [last] = await told({ expires: TODAY }, violating);
    assert.match(last?.message ?? "", /Waived until 2026-06-15 .*\nThe waiver ends in 0 days\.$/);
    const reports = await told({ expires: "2026-06-14" }, violating);
    assert.deepEqual(levels(reports), [
      ["sample-versioned", "old", "the policy's own"],
      ["policy-waivers", "", "the policy's own"],
    ]);
    assert.match(
      reports[1]?.message ?? "",
      /^waivers\.yaml:3: .* expired on 2026-06-14\. Fix what/,
    );
  });

  it("is warned about in its last week", async () => {
    assert.equal((await told({ expires: "2026-06-23" }, violating)).length, 1);
    const reports = await told({ expires: "2026-06-22" }, violating);
    assert.deepEqual(levels(reports).at(-1), ["policy-waivers", "", "advisory"]);
    assert.match(reports.at(-1)?.message ?? "", /ends on 2026-06-22, in 7 day\(s\)\./);
  });

  it("covers one rule on the resources it names, and nothing else", async () => {
    const fixtures = [
      bucket("old-1", { versioned: false, logged: false }),
      bucket("new", { versioned: false }),
    ];
    assert.deepEqual(levels(await told({ resource: "old-*" }, fixtures)), [
      ["sample-versioned", "old-1", "advisory"],
      ["sample-versioned", "new", "the policy's own"],
      ["sample-logged", "old-1", "the policy's own"],
    ]);
  });

  it("may name a URN", async () => {
    const resource = '"urn:pulumi:test::project::*::old"';
    assert.deepEqual(levels(await told({ resource }, violating)), [
      ["sample-versioned", "old", "advisory"],
    ]);
  });

  it("covers rules on the whole stack too", async () => {
    const reports = await told({ rule: "sample-logged" }, [bucket("old", { logged: false })]);
    assert.deepEqual(levels(reports), [["sample-logged", "old", "advisory"]]);
  });
});

describe("a waiver with nothing to waive is a violation", () => {
  it("when no resource has the name", async () => {
    const [report] = await told({}, [bucket("other")]);
    assert.equal(report?.policy, "policy-waivers");
    assert.equal(report.enforcementLevel, undefined);
    assert.match(
      report.message,
      /nothing to waive: no resource that the rule judges has this name/,
    );
  });

  it("when the resource meets the rule", async () => {
    const [report] = await told({}, [bucket("old")]);
    assert.match(
      report?.message ?? "",
      /nothing to waive: the resource meets the rule\. Remove it/,
    );
  });

  it("but not while the preview cannot know", async () => {
    assert.deepEqual(await told({}, [bucket("old", { versioned: UNKNOWN })]), []);
  });

  it("and not in a stack that it is not for", async () => {
    assert.deepEqual(await told({ stacks: "[prod]" }, [bucket("other")]), []);
    assert.deepEqual(levels(await told({ stacks: "[prod]" }, violating)), [
      ["sample-versioned", "old", "the policy's own"],
    ]);
  });
});

describe("a waiver of an unknown rule", () => {
  it("is a violation", async () => {
    const [report] = await told({ rule: "sample-nothing" }, [bucket("old")]);
    assert.equal(report?.policy, "policy-waivers");
    assert.match(report.message, /rule "sample-nothing" is not a rule of this pack/);
  });
});
