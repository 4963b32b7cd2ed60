import assert from "node:assert/strict";
import { CIS } from "../../../policies/framework/frameworks/cis";
import { coverage } from "../../../policies/framework/frameworks/framework";
import { FSBP } from "../../../policies/framework/frameworks/fsbp";
import { SAMPLE_RULES } from "./sampleRules";

describe("coverage of a framework", () => {
  const framework = {
    key: "fsbp",
    title: "A framework",
    controls: ["S3.9", "S3.1", "S3.2"],
    reasons: { "S3.1": "is a setting of the account" },
  } as const;

  it("lists rules, reasons and gaps in natural order, also of controls only a rule names", () => {
    assert.deepEqual(coverage(framework, SAMPLE_RULES), [
      { id: "S3.1", rules: [], reason: "is a setting of the account" },
      { id: "S3.2", rules: [], reason: "has no rule yet" },
      { id: "S3.9", rules: ["sample-versioned", "sample-tables"] },
      { id: "S3.10", rules: ["sample-versioned", "sample-tables"] },
    ]);
  });

  it("counts one version of a benchmark only", () => {
    const benchmark = { key: "cis", title: "", controls: ["v6.0.0-1.1"], reasons: {} } as const;
    assert.deepEqual(
      coverage(benchmark, SAMPLE_RULES).map(({ id }) => id),
      ["v6.0.0-1.1"],
    );
  });

  for (const { title, controls, reasons } of [FSBP, CIS]) {
    it(`of ${title} names no control twice and no reason for one that is not listed`, () => {
      assert.equal(new Set(controls).size, controls.length);
      assert.deepEqual(
        Object.keys(reasons).filter((id) => !controls.includes(id)),
        [],
      );
    });
  }
});
