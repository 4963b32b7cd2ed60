import assert from "node:assert/strict";
import {
  checkText,
  CommandError,
  coverageText,
  explainText,
  listText,
} from "../../../policies/cli/commands";
import { SAMPLE_RULES } from "../framework/sampleRules";

describe("npm run policies", () => {
  it("list has one line per rule, in columns", () => {
    assert.deepEqual(listText(SAMPLE_RULES).split("\n"), [
      "sample-versioned  high      mandatory  Buckets are versioned",
      "sample-logged     medium    mandatory  Buckets are logged",
      "sample-tables     high      mandatory  Tables are good",
    ]);
  });

  it("explain says what the rule demands, its fix, parameters and controls", () => {
    assert.equal(
      explainText("sample-versioned", SAMPLE_RULES),
      [
        "sample-versioned (high, mandatory, security)",
        "Buckets are versioned.",
        "",
        "Fix: Set versioned to true.",
        "See: https://docs.aws.amazon.com/s3.html",
        "Looks at each resource, before it is created or changed: aws:s3/bucket:Bucket",
        "",
        "As TypeScript:",
        '  import { s3 } from "@pulumi/aws";',
        "",
        '  new s3.Bucket("files", { ...settings, versioned: days < 9 && "yes" });',
        "",
        "Parameters:",
        "  days: Days. Default 30.",
        "",
        "Controls:",
        "  fsbp: S3.10, S3.9",
        "  cis: v5.0.0-2.1.1",
      ].join("\n"),
    );
  });

  it("explain leaves out what a rule does not have", () => {
    assert.doesNotMatch(
      explainText("sample-logged", SAMPLE_RULES),
      /TypeScript|Parameters|Controls/,
    );
  });

  it("explain of an unknown rule names the nearest ones", () => {
    assert.throws(
      () => explainText("versioned-bucket", SAMPLE_RULES),
      new CommandError(
        'There is no rule "versioned-bucket". Did you mean sample-versioned? "list" names every rule.',
      ),
    );
  });

  it("coverage is a table of controls with rules or reasons", () => {
    const text = coverageText(SAMPLE_RULES);
    assert.match(
      text,
      /^## AWS Foundational Security Best Practices v1\.0\.0\n\n.* covers 1 of its \d+ controls/,
    );
    assert.match(text, /^\| S3\.9 \| sample-versioned, sample-tables \|$/m);
    assert.match(text, /^\| EFS\.1 \| missing: is about EFS, which the pack has no rules for \|$/m);
    assert.match(text, /^\| S3\.8 \| missing: has no rule yet \|$/m);
    assert.match(text, /^\| IAM\.4 \| missing: is a setting of the account/m);
    assert.match(text, /^\| v5\.0\.0-2\.1\.1 \| sample-versioned, sample-tables \|$/m);
  });

  it("check accepts a file, or refuses it with its name before each fault", () => {
    assert.equal(checkText("a.json", "{}", SAMPLE_RULES), "a.json: every key is accepted.");
    assert.throws(
      () => checkText("a.json", '{"x": 1, "y": 1}', SAMPLE_RULES),
      /^Error: a\.json: x: is not a rule .*\na\.json: y: is not a rule/,
    );
  });
});
