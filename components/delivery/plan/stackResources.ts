/** What a stack holds, from the file in which the repository keeps it. */
import { readFileSync } from "node:fs";
import { ArgumentError } from "../../internal/errors";
import type { StackResources } from "./statements";

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function isResources(value: unknown): value is StackResources {
  return typeof value === "object" && value !== null && Object.values(value).every(isNames);
}

/**
 * Reads logical names by type from a JSON file, such as `{ "aws:sqs/queue:Queue": ["orders-queue"] }`.
 *
 * @throws ArgumentError when the file is not there or holds something else
 */
export function readStackResources(path: string): StackResources {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ArgumentError(
      "DeployRoles",
      path,
      `the stack's resources must be a JSON file, got ${reason}; name the file that lists them`,
    );
  }
  if (isResources(parsed)) return parsed;
  throw new ArgumentError(
    "DeployRoles",
    path,
    `the stack's resources must be lists of names by type, got something else; write them as { "aws:sqs/queue:Queue": ["orders-queue"] }`,
  );
}
