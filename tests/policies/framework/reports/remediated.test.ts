import assert from "node:assert/strict";
import { renderHtml } from "../../../../policies/framework/reports/html";
import { renderJUnit } from "../../../../policies/framework/reports/junit";
import { buildReport } from "../../../../policies/framework/reports/model";
import type { Report } from "../../../../policies/framework/reports/model";
import { renderSarif } from "../../../../policies/framework/reports/sarif";
import { Sources } from "../../../../policies/framework/reports/sources";
import { PackRun } from "../../../../policies/framework/run";
import { resourceArgs, urnOf } from "../../helpers/engine";
import { evaluateResource } from "../../../../policies/framework/evaluate";
import { bucket, versioned } from "../sampleRules";
import { sarifFaults } from "./sarifFaults";

/** The report of a run in which the pack versioned a bucket. */
function report(): Report {
  const run = new PackRun();
  const fixture = bucket("files");
  run.noteRemedied(versioned, urnOf(fixture), ["versioned set to true"]);
  const args = resourceArgs(fixture, {});
  run.judge(evaluateResource(versioned, args, { config: {}, today: run.today }));
  return buildReport({
    pack: { name: "sample", version: "1.0.0" },
    operation: "preview",
    time: "2026-01-31T00:00:00.000Z",
    run,
    rules: [versioned],
    resources: [{ ...fixture, urn: urnOf(fixture) }],
  });
}

describe("a report of what the pack set right", () => {
  it("counts it apart from what passed", () => {
    const { summary, rules } = report();
    assert.equal(summary.remediated, 1);
    assert.equal(summary.passed, 0);
    assert.deepEqual(rules[0]?.results[0]?.remedied, ["versioned set to true"]);
  });

  it("says what was set, in JUnit as a case that passed", () => {
    const text = renderJUnit(report());
    assert.match(text, /<system-out>set right: versioned set to true<\/system-out>/);
    assert.match(text, /failures="0" errors="0"/);
  });

  it("says what was set, in SARIF as information that is valid", () => {
    const text = renderSarif(report(), new Sources(undefined));
    assert.deepEqual(sarifFaults(text), []);
    assert.match(
      JSON.stringify(JSON.parse(text)),
      /"kind":"informational","level":"none".*versioned set to true/,
    );
  });

  it("says what was set, in HTML", () => {
    assert.match(renderHtml(report()), /set right.*<li>versioned set to true, by the pack<\/li>/s);
  });
});
