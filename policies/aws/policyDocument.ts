/**
 * IAM policy documents read the way AWS reads them: as JSON text or object, with one statement or a
 * list, one value or a list, `NotAction`, `NotResource` and `NotPrincipal`.
 */
import type { Property } from "../framework/property";

/** One comparison of a statement's Condition. */
export interface Condition {
  /** Lower-case operator without its set prefix and `IfExists`, such as `stringequals`. */
  readonly operator: string;
  /** Lower-case condition key, such as `aws:sourcearn`. */
  readonly key: string;
  readonly values: readonly string[];
  /** True when the condition also holds for a request that lacks the key. */
  readonly holdsWithoutKey: boolean;
  /** True when a value is unknown in the preview. */
  readonly isUnknown: boolean;
}

/** One principal of a statement: `*` stands for everyone. */
export interface Principal {
  readonly type: "everyone" | "aws" | "service" | "federated" | "canonicaluser";
  readonly value: string;
}

export interface Statement {
  /** Where the statement stands, such as `policy.Statement[0]`. */
  readonly path: string;
  readonly allows: boolean;
  readonly denies: boolean;
  readonly actions: readonly string[];
  readonly hasNotAction: boolean;
  /** What an Allow by NotAction leaves out; undefined when the preview does not know all of it. */
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[];
  readonly hasNotResource: boolean;
  readonly principals: readonly Principal[];
  readonly hasNotPrincipal: boolean;
  readonly conditions: readonly Condition[];
}

const PRINCIPAL_TYPES = ["aws", "service", "federated", "canonicaluser"] as const;

/** An element by its name in any letter case; IAM takes them all. */
function element(holder: Property, name: string): Property {
  const wanted = name.toLowerCase();
  const entry = holder.entries().find(([key]) => key.toLowerCase() === wanted);
  return entry?.[1] ?? holder.at(name);
}

function readPrincipals(principal: Property): readonly Principal[] {
  if (principal.is("*")) return [{ type: "everyone", value: "*" }];
  return principal.entries().flatMap(([key, values]) => {
    const type = PRINCIPAL_TYPES.find((each) => each === key.toLowerCase());
    if (type === undefined) return [];
    return values
      .texts()
      .map((value): Principal =>
        type === "aws" && value === "*" ? { type: "everyone", value } : { type, value },
      );
  });
}

function readConditions(condition: Property): readonly Condition[] {
  return condition.entries().flatMap(([name, comparisons]) => {
    const lower = name.toLowerCase();
    const holdsWithoutKey = lower.startsWith("forallvalues:") || lower.endsWith("ifexists");
    const operator = lower.replace(/^for(all|any)values?:/, "").replace(/ifexists$/, "");
    return comparisons.entries().map(([key, values]) => ({
      operator,
      key: key.toLowerCase(),
      // Boolean conditions are written "false" as often as false.
      values: values.items().flatMap((item) => item.text() ?? item.flag()?.toString() ?? []),
      holdsWithoutKey,
      isUnknown: values.isUnknown || values.items().some((item) => item.isUnknown),
    }));
  });
}

/** The strings of a list, unless one of them is unknown. */
function wholly(list: Property): readonly string[] | undefined {
  return list.isUnknown || list.items().some((item) => item.isUnknown) ? undefined : list.texts();
}

function readStatement(statement: Property): Statement {
  const effect = element(statement, "Effect");
  return {
    path: statement.path,
    allows: effect.is("Allow"),
    denies: effect.is("Deny"),
    actions: element(statement, "Action").texts(),
    hasNotAction: !element(statement, "NotAction").isMissing,
    notActions: wholly(element(statement, "NotAction")),
    resources: element(statement, "Resource").texts(),
    hasNotResource: !element(statement, "NotResource").isMissing,
    principals: readPrincipals(element(statement, "Principal")),
    hasNotPrincipal: !element(statement, "NotPrincipal").isMissing,
    conditions: readConditions(element(statement, "Condition")),
  };
}

/** The statements of a policy document; none when it is missing, unknown or not JSON. */
export function statementsOf(policy: Property): readonly Statement[] {
  return element(policy.json(), "Statement").items().map(readStatement);
}

/** The documents, unless the preview does not know one of them. */
export function allKnown(documents: readonly Property[]): readonly Property[] | undefined {
  return documents.some((each) => each.json().isUnknown) ? undefined : documents;
}

/**
 * True when an IAM pattern with `*` and `?` covers the whole text; letter case does not count.
 * Walks both once and steps back to the last `*` only, so no pattern can make it run away.
 */
export function covers(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const actual = text.toLowerCase();
  let p = 0;
  let star = -1;
  let resume = 0;
  for (let t = 0; t < actual.length;) {
    if (wanted[p] === "*") {
      star = p++;
      resume = t;
    } else if (p < wanted.length && (wanted[p] === "?" || wanted[p] === actual[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(wanted.slice(p));
}

/** Whether the statement is about the action, named or not left out. */
export function concerns(
  { actions, hasNotAction, notActions }: Statement,
  action: string,
): boolean {
  if (!hasNotAction) return actions.some((pattern) => covers(pattern, action));
  return notActions?.every((pattern) => !covers(pattern, action)) === true;
}

/** An action as IAM writes it, possibly with wildcards; safe to print. */
export const ACTION = /^(\*|[a-z0-9-]{1,40}:[A-Za-z0-9*?]{1,80})$/;
