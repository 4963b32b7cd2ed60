import { FailedRunError } from "../errors";
import type { EngineReport, PolicyViolation } from "./events";
import { readableFault, withoutRepeats } from "./faultText";

/**
 * Why an operation of the engine failed: the violations, or the program's own message, without stack traces.
 *
 * @param root the repository, which places in its own code are relative to
 */
export function failureOf(
  what: string,
  report: EngineReport,
  output: string,
  root: string,
): FailedRunError {
  const mandatory = report.violations.filter(({ level }) => level === "mandatory");
  if (mandatory.length > 0) {
    const count = mandatory.length === 1 ? "a mandatory policy" : "mandatory policies";
    return new FailedRunError(
      `The ${what} stopped: the stack violates ${count}. Correct the program, or ask for a waiver:`,
      mandatory.map(describeViolation).join("\n"),
    );
  }
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) {
    const messages = errors.map(({ resource, message }) => {
      const text = readableFault(message, root);
      return resource === "" || resource.startsWith("pulumi:pulumi:Stack")
        ? text
        : `${resource}: ${text}`;
    });
    return new FailedRunError(`The ${what} failed:`, withoutRepeats(messages).join("\n"));
  }
  return new FailedRunError(
    `The ${what} failed. The engine says:`,
    readableFault(engineMessage(output), root),
  );
}

/** The error lines of the CLI, without the command line, the copies that the Automation API adds, and its progress. */
function engineMessage(output: string): string {
  const stderr = / stderr: ([\s\S]*?)\n err\?:/.exec(output)?.[1] ?? output;
  const lines = stderr
    .replace(/^(?:Previewing update|Updating|Destroying) \([\s\S]*^Diagnostics:$/m, "")
    .split("\n")
    .filter((line) => !line.startsWith("Command failed with"));
  return lines.join("\n").trim() || output.trim();
}

/** One line for a violation. */
export function describeViolation(violation: PolicyViolation): string {
  const { level, policy, resource, message } = violation;
  const where = resource === "" ? "the stack" : resource;
  return `  [${level}] ${policy}  ${where}\n    ${message.replaceAll("\n", "\n    ")}`;
}
