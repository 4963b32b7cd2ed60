/** Policies that keep everyone from sending requests without TLS. */
import type { Condition, Statement } from "./policyDocument";
import { covers } from "./policyDocument";
import { namesEveryone } from "./publicAccess";

function isPlainHttp({ operator, key, values }: Condition): boolean {
  return operator === "bool" && key === "aws:securetransport" && values.join() === "false";
}

/**
 * Whether the statement denies everyone the action over plain HTTP. A further condition would leave some
 * plain requests through, so there must be only this one.
 */
export function deniesPlainHttp(statement: Statement, action: string): boolean {
  return (
    statement.denies &&
    namesEveryone(statement) &&
    !statement.hasNotPrincipal &&
    statement.actions.some((each) => covers(each, action)) &&
    statement.conditions.length === 1 &&
    statement.conditions.every(isPlainHttp)
  );
}
