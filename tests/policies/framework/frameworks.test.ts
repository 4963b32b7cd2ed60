import assert from "node:assert/strict";
import { rules } from "../../../policies/allRules";
import { CIS } from "../../../policies/framework/frameworks/cis";
import { coverage, coversAny } from "../../../policies/framework/frameworks/framework";
import { FSBP } from "../../../policies/framework/frameworks/fsbp";
import { PCI } from "../../../policies/framework/frameworks/pci";
import { OTHER_CONTROLS } from "../../../policies/framework/frameworks/securityHub";
import { logged, SAMPLE_RULES, versioned } from "./sampleRules";

describe("coverage of a framework", () => {
  const framework = {
    key: "fsbp",
    title: "A framework",
    source: "",
    controls: ["S3.9", "S3.1", "S3.10", "S3.2"],
    reasons: { "S3.1": "is a setting of the account" },
  } as const;

  it("lists rules, reasons and gaps of its controls in natural order", () => {
    assert.deepEqual(coverage(framework, SAMPLE_RULES), [
      { id: "S3.1", rules: [], reason: "is a setting of the account" },
      { id: "S3.2", rules: [], reason: "has no rule yet" },
      { id: "S3.9", rules: ["sample-versioned", "sample-tables"] },
      { id: "S3.10", rules: ["sample-versioned", "sample-tables"] },
    ]);
  });

  it("leaves out a control that a rule names and the framework does not have", () => {
    const small = { ...framework, controls: ["S3.1"] };
    assert.deepEqual(
      coverage(small, SAMPLE_RULES).map(({ id }) => id),
      ["S3.1"],
    );
    assert.equal(coversAny(small, versioned), false);
    assert.equal(coversAny(framework, versioned), true);
    assert.equal(coversAny(framework, logged), false);
  });

  for (const each of [FSBP, CIS, PCI]) {
    const { title, key, controls, reasons } = each;
    const named = new Set(rules.flatMap((rule) => rule.controls[key] ?? []));

    it(`of ${title} names no control twice`, () => {
      assert.equal(new Set(controls).size, controls.length);
    });

    it(`of ${title} gives reasons for what is listed and not covered`, () => {
      const wrong = Object.keys(reasons).filter((id) => !controls.includes(id) || named.has(id));
      assert.deepEqual(wrong, []);
    });
  }
});

describe("the controls that rules name", () => {
  const all = (key: "fsbp" | "cis" | "checkov" | "cdkNag" | "prowler") =>
    rules.flatMap(({ id, controls }) => (controls[key] ?? []).map((control) => [id, control]));

  it("are Security Hub's, and those of neither standard are known as such", () => {
    const listed = new Set([...FSBP.controls, ...PCI.controls]);
    const others = all("fsbp").filter(([, control = ""]) => !listed.has(control));
    assert.deepEqual(new Set(others.map(([, control]) => control)), OTHER_CONTROLS);
  });

  it("of CIS v5.0.0 are in its list, with their twins one section on in v6.0.0", () => {
    const twin = (id: string) =>
      id.replace(/^v5\.0\.0-(\d+)/, (_, section) => `v6.0.0-${Number(section) + 1}`);
    for (const { id, controls } of rules) {
      const named = controls.cis ?? [];
      const fifth = named.filter((each) => each.startsWith("v5.0.0-"));
      assert.deepEqual(
        fifth.filter((each) => !CIS.controls.includes(each)),
        [],
        id,
      );
      assert.deepEqual(new Set(named), new Set([...fifth, ...fifth.map(twin)]), id);
    }
  });

  it("of the other tools are written as these write them, and none twice", () => {
    const shapes = {
      checkov: /^CKV2?_AWS_\d+$/,
      cdkNag: /^((AwsSolutions|Serverless)-)?[A-Z][A-Za-z0-9]+$/,
      prowler: /^[a-z0-9]+(_[a-z0-9]+)+$/,
    } as const;
    for (const [key, shape] of Object.entries(shapes) as [keyof typeof shapes, RegExp][]) {
      for (const [id, control = ""] of all(key)) assert.match(control, shape, id);
      const pairs = all(key).map((pair) => pair.join(" "));
      assert.equal(new Set(pairs).size, pairs.length, key);
    }
  });
});
