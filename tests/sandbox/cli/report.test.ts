import assert from "node:assert/strict";
import { doneText, plannedText } from "../../../sandbox/commands/report";
import { lossWarnings } from "../../../sandbox/commands/stateful";
import type { EngineReport, ResourceStep } from "../../../sandbox/engine/events";
import { failureOf } from "../../../sandbox/engine/failure";
import { PhaseError, Progress, table } from "../../../sandbox/progress";

const step: ResourceStep = {
  urn: "urn:pulumi:dev::shop::aws:dynamodb/table:Table::carts",
  type: "aws:dynamodb/table:Table",
  name: "carts",
  operation: "replace",
  changes: ["name"],
};
const report: EngineReport = { steps: [], violations: [], diagnostics: [], counts: {} };

describe("lossWarnings", () => {
  it("warns once of a table that is replaced, and says why", () => {
    const steps = (["create-replacement", "replace", "delete-replaced"] as const).map(
      (operation) => ({ ...step, operation }),
    );
    assert.deepEqual(lossWarnings(steps), [
      "DATA LOSS: aws:dynamodb/table:Table carts is replaced because name changes; what it holds is lost.",
    ]);
  });

  it("warns of a table that is deleted", () => {
    const [warning] = lossWarnings([{ ...step, operation: "delete", changes: [] }]);
    assert.match(warning ?? "", /carts is deleted; what it holds is lost/);
  });

  it("says nothing about updates, nor about resources that hold nothing", () => {
    assert.deepEqual(lossWarnings([{ ...step, operation: "update" }]), []);
    assert.deepEqual(lossWarnings([{ ...step, type: "aws:ecs/service:Service" }]), []);
  });
});

describe("failureOf", () => {
  const violation = {
    policy: "s3-private",
    level: "mandatory",
    resource: "bucket a",
    message: "m",
  };

  it("lists mandatory violations, not advisory ones", () => {
    const violations = [violation, { ...violation, policy: "s3-logs", level: "advisory" }];
    const { message, details } = failureOf("preview", { ...report, violations }, "", "/shop");
    assert.match(message, /violates a mandatory policy/);
    assert.match(details, /s3-private/);
    assert.doesNotMatch(details, /s3-logs/);
  });

  it("shows the program's own message, with the resource it is about", () => {
    const diagnostics = [
      { severity: "error", resource: "pulumi:pulumi:Stack shop-dev", message: "no region" },
      { severity: "error", resource: "bucket a", message: "bad name" },
      { severity: "warning", resource: "", message: "old" },
    ] as const;
    const { details } = failureOf("preview", { ...report, diagnostics }, "", "/shop");
    assert.equal(details, "no region\nbucket a: bad name");
  });

  it("falls back to the engine's error lines, without its command line", () => {
    const output =
      "code: -2\n stdout: \n stderr: Command failed with exit code 1: pulumi\nerror: no disk\n err?: Error\n";
    assert.equal(failureOf("preview", report, output, "/shop").details, "error: no disk");
  });

  it("tells a fault once, though the engine tells it with and without its kind", () => {
    const where = "\n    at <anonymous> (/shop/index.ts:8:7)";
    const diagnostics = ["Unhandled exception: TypeError: no a" + where, "no a"].map((message) => ({
      severity: "error" as const,
      resource: "",
      message,
    }));
    const { details } = failureOf("preview", { ...report, diagnostics }, "", "/shop");
    assert.equal(details, "TypeError: no a (index.ts:8)");
  });

  it("leaves out the progress of an engine that failed before it reported anything", () => {
    const output = [
      " stderr: error: the policy pack failed to start",
      "Previewing update (dev):",
      "    pulumi:pulumi:Stack shop-dev  Error: no",
      "Diagnostics:",
      "  policies/index.ts:11:9: ERROR: Unexpected",
      " err?: Error",
    ].join("\n");
    const { details } = failureOf("preview", report, output, "/shop");
    assert.match(
      details,
      /^error: the policy pack failed to start\n\s+policies.index.ts:11:9: ERR/,
    );
    assert.doesNotMatch(details, /Previewing|Diagnostics/);
  });
});

describe("the counts of a report", () => {
  const counts = { same: 9, create: 2, replace: 1 } as const;

  it("say of a preview what is to happen, and put last what stays", () => {
    assert.equal(plannedText({ ...report, counts }), "2 to create, 1 to replace, 9 unchanged");
  });

  it("say of a deployment what happened", () => {
    assert.equal(doneText({ ...report, counts }), "2 created, 1 replaced, 9 unchanged");
  });
});

describe("Progress", () => {
  const run = async (isTTY: boolean, work: () => Promise<string>): Promise<string> => {
    let text = "";
    const output = { isTTY, columns: 80, write: (part: string) => (text += part) };
    await new Progress(output).phase("engine", work, (value) => value).catch(() => undefined);
    return text;
  };

  it("prints one plain line for each phase when the output is no terminal", async () => {
    assert.match(
      await run(false, async () => Promise.resolve("found")),
      /^✔ engine +0\.0 s {2}found\n$/,
    );
    assert.match(
      await run(false, async () => Promise.reject(new Error("no"))),
      /^✖ engine +0\.0 s\n$/,
    );
  });

  it("names the phase that failed", async () => {
    const progress = new Progress({ write: () => undefined });
    const failure = new Error("no");
    await assert.rejects(
      progress.phase("engine", async () => Promise.reject(failure)),
      (error) => {
        assert.ok(error instanceof PhaseError);
        assert.deepEqual([error.phase, error.cause], ["engine", failure]);
        return true;
      },
    );
  });

  it("aligns the columns of a table", () => {
    assert.equal(
      table([
        ["A", "B"],
        ["long", "x"],
      ]),
      "A     B\nlong  x",
    );
  });
});
