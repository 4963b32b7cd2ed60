/**
 * Who a statement lets in. Follows AWS's "meaning of public" for S3: a grant to everyone is public
 * unless a condition pins the caller to something fixed.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
import type { Condition, Statement } from "./policyDocument";

/** Keys that hold an identifier without structure; any wildcard in it leaves it open. */
const IDENTIFIER_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceaccount",
  "aws:sourceowner",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
  "aws:principalorgid",
  "aws:principalaccount",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
]);

/** Keys whose value is a path below an organisation; the organisation itself must be fixed. */
const ORGANISATION_PATH_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceorgpaths",
  "aws:principalorgpaths",
  "aws:vpceorgpaths",
]);

/** Keys that hold an ARN; account or bucket must be fixed. */
const ARN_KEYS: ReadonlySet<string> = new Set([
  "aws:sourcearn",
  "aws:principalarn",
  "s3:dataaccesspointarn",
  "s3:x-amz-server-side-encryption-aws-kms-key-id",
]);

const POSITIVE_OPERATORS: ReadonlySet<string> = new Set([
  "stringequals",
  "stringequalsignorecase",
  "stringlike",
  "arnequals",
  "arnlike",
  "ipaddress",
  "bool",
]);

/** Shortest network prefixes that still say something about who calls, for IPv4 and IPv6. */
const SHORTEST_PREFIX = { v4: 8, v6: 16 } as const;

function hasWildcard(text: string): boolean {
  return /[*?]/.test(text) || text.includes("${");
}

function isFixedArn(arn: string): boolean {
  const [, , , , account = "", ...resource] = arn.split(":");
  if (account !== "") return !hasWildcard(account);
  // Bucket ARNs carry no account; the bucket's name is unique in the world.
  const first = resource.join(":").split("/")[0] ?? "";
  return first !== "" && !hasWildcard(first);
}

function isNarrowNetwork(cidr: string): boolean {
  const [address = "", prefix] = cidr.split("/");
  if (prefix === undefined) return true;
  return Number(prefix) >= (address.includes(":") ? SHORTEST_PREFIX.v6 : SHORTEST_PREFIX.v4);
}

/** Further keys that say who calls, each with its own form of value. */
const OTHER_CALLER_KEYS: ReadonlySet<string> = new Set([
  "aws:sourceip",
  "aws:vpcsourceip",
  "aws:userid",
  "aws:principalisawsservice",
]);

function isCallerKey(key: string): boolean {
  return [IDENTIFIER_KEYS, ARN_KEYS, ORGANISATION_PATH_KEYS, OTHER_CALLER_KEYS].some((keys) =>
    keys.has(key),
  );
}

function isFixed(key: string, value: string): boolean {
  if (IDENTIFIER_KEYS.has(key)) return !hasWildcard(value);
  if (ARN_KEYS.has(key)) return isFixedArn(value);
  if (ORGANISATION_PATH_KEYS.has(key)) return !hasWildcard(value.split("/")[0] ?? "");
  if (key === "aws:sourceip" || key === "aws:vpcsourceip") return isNarrowNetwork(value);
  if (key === "aws:userid") return !hasWildcard(value.split(":")[0] ?? "");
  if (key === "aws:principalisawsservice") return value === "true";
  return false;
}

/** True when the condition pins the caller to something fixed, or might once its value is known. */
export function narrowsCaller(condition: Condition): boolean {
  const { operator, key, values, holdsWithoutKey, isUnknown } = condition;
  if (holdsWithoutKey || !POSITIVE_OPERATORS.has(operator)) return false;
  if (isUnknown) return isCallerKey(key);
  return values.length > 0 && values.every((value) => isFixed(key, value));
}

/** True when the statement names everyone, by `*` or by an Allow to all but some. */
export function namesEveryone(statement: Statement): boolean {
  return statement.hasNotPrincipal || statement.principals.some(({ type }) => type === "everyone");
}

/** True when the statement gives anybody on the internet what it allows. */
export function allowsEveryone(statement: Statement): boolean {
  return statement.allows && namesEveryone(statement) && !statement.conditions.some(narrowsCaller);
}
