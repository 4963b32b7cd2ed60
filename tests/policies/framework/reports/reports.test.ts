import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assemble } from "../../../../policies/framework/assemble";
import type { Report } from "../../../../policies/framework/reports/model";
import { runPack } from "../../helpers/pack";
import { bucket, SAMPLE_RULES, versioned as versionedRule } from "../sampleRules";
import type { SampleFiles } from "./sampleReport";
import { sampleReport } from "./sampleReport";
import { sarifFaults } from "./sarifFaults";

interface SarifRule {
  readonly id: string;
  readonly help: { readonly markdown: string };
}

interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation?: {
      readonly artifactLocation: { readonly uri: string };
      readonly region: { readonly startLine: number };
    };
    readonly logicalLocations: readonly { readonly name: string }[];
  }[];
  readonly suppressions: readonly { readonly justification: string }[];
}

const { example: EXAMPLE = "" } = versionedRule;

function sarifOf(files: SampleFiles) {
  const log = JSON.parse(files["policies.sarif"]) as {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
      readonly results: readonly SarifResult[];
    }[];
  };
  const [run] = log.runs;
  assert.ok(run);
  return { log, run };
}

describe("reports", () => {
  let files: SampleFiles;
  before(async () => {
    ({ files } = await sampleReport());
  });

  it("count every kind of result", () => {
    const report = JSON.parse(files["policies.json"]) as Report;
    assert.deepEqual(report.summary, {
      passed: 10,
      failed: 1,
      waived: 1,
      known: 1,
      remediated: 0,
      unverified: 1,
      defect: 1,
      "not-applicable": 1,
      "not-run": 0,
    });
    const { project, stack, operation, isComplete } = report;
    assert.deepEqual(
      { project, stack, operation, isComplete },
      { project: "project", stack: "test", operation: "preview", isComplete: true },
    );
    assert.deepEqual(
      report.rules.map(({ id, status }) => [id, status]),
      [
        ["sample-versioned", "failed"],
        ["sample-logged", "known"],
        ["sample-tables", "not-applicable"],
        ["sample-broken", "defect"],
      ],
    );
  });

  it("hold no property's value and no error's text", () => {
    for (const text of Object.values(files)) assert.doesNotMatch(text, /secret-in/);
  });

  describe("as SARIF", () => {
    describe("by the standard's schema", () => {
      it("are valid", () => {
        assert.deepEqual(sarifFaults(files["policies.sarif"]), []);
      });

      it("are valid with places in the program's sources", async () => {
        const sample = await sampleReport({ "index.ts": 'new Bucket("bad");\n' });
        assert.deepEqual(sarifFaults(sample.files["policies.sarif"]), []);
      });

      it("would not be with a level that the standard does not have", () => {
        const wrong = files["policies.sarif"].replace('"level": "error"', '"level": "fatal"');
        assert.notDeepEqual(sarifFaults(wrong), []);
      });
    });

    it("name rule, level and resource of each violation, and suppress the accepted ones", () => {
      const { run } = sarifOf(files);
      assert.deepEqual(
        run.results.map((each) => [
          each.ruleId,
          run.tool.driver.rules[each.ruleIndex]?.id,
          each.level,
          each.locations[0]?.logicalLocations[0]?.name,
          each.suppressions[0]?.justification,
        ]),
        [
          ["sample-versioned", "sample-versioned", "error", "bad", undefined],
          [
            "sample-versioned",
            "sample-versioned",
            "error",
            "old",
            "The importer & its <vendor> cannot read versions. (team@example.com, until 2026-12-31)",
          ],
          ["sample-logged", "sample-logged", "warning", "known", "Known to the baseline."],
        ],
      );
    });

    it("show the fix of a rule that has one", () => {
      const [versioned, logged] = sarifOf(files).run.tool.driver.rules;
      assert.ok(versioned?.help.markdown.includes(`\`\`\`ts\n${EXAMPLE}\n\`\`\``));
      assert.doesNotMatch(logged?.help.markdown ?? "", /```/);
    });

    it("give no place without the program's sources", () => {
      assert.equal(sarifOf(files).run.results[0]?.locations[0]?.physicalLocation, undefined);
    });

    it("give the line with the resource's name, or else the project's file", async () => {
      const program = 'const a = 1;\nnew Bucket("bad");\nnew Bucket("old");\nnew Bucket("old");\n';
      const sample = await sampleReport({ "index.ts": program, "Pulumi.yaml": "name: a\n" });
      const places = sarifOf(sample.files).run.results.map(({ locations }) => {
        const place = locations[0]?.physicalLocation;
        return [place?.artifactLocation.uri, place?.region.startLine];
      });
      assert.deepEqual(places, [
        ["index.ts", 2],
        ["Pulumi.yaml", 1],
        ["Pulumi.yaml", 1],
      ]);
    });
  });

  describe("as JUnit", () => {
    it("count what failed, what is broken and what is skipped", () => {
      const xml = files["policies.junit.xml"];
      assert.match(
        xml,
        /<testsuites name="sample project\/test" tests="15" failures="1" errors="1">/,
      );
      assert.match(xml, /<testsuite name="s3" tests="15" failures="1" errors="1" skipped="3" /);
      assert.equal(xml.match(/<testcase /g)?.length, 15);
    });

    it("escape what XML would read as markup", () => {
      const xml = files["policies.junit.xml"];
      assert.match(xml, /<failure message="versioned is &lt;not&gt; true" type="high">/);
      assert.match(
        xml,
        /<testcase classname="sample-versioned" name="Bucket old"><skipped message="waived until/,
      );
    });
  });

  describe("as a page", () => {
    it("need nothing else, and run nothing", () => {
      const html = files["policies.html"];
      assert.doesNotMatch(html, /<(script|link|img|iframe)\b|\bsrc=|@import|url\(/);
    });

    it("show each status, the exceptions' reasons, and escape them", () => {
      const html = files["policies.html"];
      for (const status of [
        "failed",
        "waived",
        "known",
        "unverified",
        "defect",
        "not-applicable",
      ]) {
        assert.ok(html.includes(`class="badge ${status}"`), status);
      }
      assert.match(html, /team@example\.com: The importer &amp; its &lt;vendor&gt; cannot read/);
      assert.match(html, /versioned is only known after the update/);
    });

    it("show the fix of a rule that has one, escaped", () => {
      const html = files["policies.html"];
      const [, versioned = "", logged = ""] = html.split("<details id=");
      assert.ok(
        versioned.includes("{ ...settings, versioned: days &lt; 9 &amp;&amp; &quot;yes&quot; }"),
      );
      assert.match(
        versioned,
        /<pre><code>import \{ s3 \} from &quot;@pulumi\/aws&quot;;\n\nnew s3/,
      );
      assert.ok(!html.includes("days < 9"));
      assert.doesNotMatch(logged, /<pre>/);
    });

    it("list controls in their natural order, with a link to each rule or what is missing", () => {
      const html = files["policies.html"];
      assert.match(html, /<td>IAM\.4<\/td><td><em>missing: is a setting of the account/);
      assert.match(html, /<td>S3\.9<\/td>.*<td>S3\.12<\/td>/s);
      assert.match(html, /<a href="#sample-versioned">/);
      assert.match(html, /<details id="sample-versioned" open>/);
    });
  });
});

describe("writing reports", () => {
  const folder = mkdtempSync(join(tmpdir(), "reporter-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function policiesWith(environment: Readonly<Record<string, string>>) {
    const pack = { name: "sample", version: "1.0.0" };
    return assemble(SAMPLE_RULES, { pack, environment, packDirectory: folder });
  }

  it("is off without a folder", () => {
    assert.ok(!policiesWith({}).some(({ name }) => name === "policy-report"));
  });

  it("happens in an update that a violation blocks, and says that it is not complete", async () => {
    const reportDirectory = join(folder, "blocked");
    const policies = policiesWith({ AWS_POLICIES_REPORT_DIR: reportDirectory });
    await runPack(policies, [bucket("bad", { versioned: false })], { isBlocked: true });
    const text = readFileSync(join(reportDirectory, "policies.json"), "utf8");
    const report = JSON.parse(text) as Report;
    assert.equal(report.isComplete, false);
    assert.equal(report.operation, "update");
    assert.deepEqual(
      report.rules.map(({ status }) => status),
      ["failed", "not-run", "not-run"],
    );
    assert.throws(() => readFileSync(join(reportDirectory, "baseline.json")), /ENOENT/);
  });

  it("that fails is told of without blocking", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const unfit = [
      file,
      join(file, "below"),
      ...(existsSync("/proc/self") ? ["/proc/none/in"] : []),
    ];
    for (const place of unfit) {
      const policies = policiesWith({ AWS_POLICIES_REPORT_DIR: place });
      const told = await runPack(policies, [bucket("good")]);
      assert.deepEqual(
        told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
        [["policy-report", "advisory"]],
        place,
      );
      assert.match(
        told[0]?.message ?? "",
        /No reports were written to .*Correct AWS_POLICIES_REPORT/,
      );
    }
  });

  it("wants an absolute path, and says how to write it", async () => {
    const told = await runPack(policiesWith({ AWS_POLICIES_REPORT_DIR: "reports" }), []);
    assert.deepEqual(
      told.map(({ policy, enforcementLevel }) => [policy, enforcementLevel]),
      [["policy-configuration", undefined]],
    );
    assert.match(
      told[0]?.message ?? "",
      /must be an absolute path, got "reports"\..*"\$PWD\/reports"/,
    );
  });
});

describe("a rule's configuration", () => {
  it("is told of when a key means nothing to the rule", async () => {
    const policies = assemble(SAMPLE_RULES, {
      pack: { name: "sample", version: "1.0.0" },
      environment: {},
      packDirectory: tmpdir(),
    });
    const config = { "sample-versioned": { days: 9, day: 1 } };
    const [report] = await runPack(policies, [bucket("good")], { config });
    assert.equal(report?.policy, "policy-configuration");
    assert.equal(
      report.message,
      'sample-versioned: "day" is not a parameter of this rule; accepted are enforcementLevel, days.',
    );
  });
});
