import { FailedRunError } from "../errors";
import type { EngineReport, PolicyViolation } from "./events";

/** Why an operation of the engine failed: the violations, or the program's own message, without the engine's stack traces. */
export function failureOf(what: string, report: EngineReport, output: string): FailedRunError {
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
    const messages = errors.map(({ resource, message }) =>
      resource === "" || resource.startsWith("pulumi:pulumi:Stack")
        ? message
        : `${resource}: ${message}`,
    );
    return new FailedRunError(`The ${what} failed:`, messages.join("\n"));
  }
  return new FailedRunError(`The ${what} failed. The engine says:`, engineMessage(output));
}

/** The error lines of the CLI, without the command line and the copies that the Automation API adds. */
function engineMessage(output: string): string {
  const stderr = / stderr: ([\s\S]*?)\n err\?:/.exec(output)?.[1] ?? output;
  const lines = stderr.split("\n").filter((line) => !line.startsWith("Command failed with"));
  return lines.join("\n").trim() || output.trim();
}

/** One line for a violation. */
export function describeViolation(violation: PolicyViolation): string {
  const { level, policy, resource, message } = violation;
  const where = resource === "" ? "the stack" : resource;
  return `  [${level}] ${policy}  ${where}\n    ${message.replaceAll("\n", "\n    ")}`;
}
