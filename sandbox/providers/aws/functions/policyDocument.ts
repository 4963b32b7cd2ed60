/**
 * `aws.iam.getPolicyDocument`: statements in, JSON policy out, merged as AWS's provider merges them:
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
import { Randomness } from "../../fill/randomness";
import type { ProviderFunction } from "../../package";
import { isList, isObject, textOf } from "../../wire";
import type { Properties, Value } from "../../wire";
import { list, objects, text } from "./arguments";

/** One value stands alone, several make a list, in the order in which AWS's provider writes them. */
function oneOrMany(values: readonly string[]): Value | undefined {
  const sorted = [...values].sort((a, b) => (a < b ? 1 : -1));
  return sorted.length > 1 ? sorted : sorted[0];
}

function principals(entries: readonly Properties[]): Value | undefined {
  if (entries.length === 0) {
    return undefined;
  }
  const result: Properties = {};
  for (const entry of entries) {
    const type = text(entry, "type");
    const identifiers = list(entry, "identifiers");
    if (type === "*" && identifiers.includes("*")) {
      return "*";
    }
    const known = result[type];
    const all = isList(known) ? known : known === undefined ? [] : [known];
    result[type] = oneOrMany([...all.map(textOf), ...identifiers]) ?? [];
  }
  return result;
}

function conditions(entries: readonly Properties[]): Value | undefined {
  if (entries.length === 0) {
    return undefined;
  }
  const result: Record<string, Properties> = {};
  for (const entry of entries) {
    const test = text(entry, "test");
    const values = list(entry, "values");
    result[test] = {
      ...result[test],
      [text(entry, "variable")]: values.length === 1 ? (values[0] ?? "") : values,
    };
  }
  return result;
}

/** `&{aws:username}` stands for IAM's own `${aws:username}`. */
function escaped(values: readonly string[]): string[] {
  return values.map((value) => value.replaceAll("&{", "${"));
}

/** Renders one statement; fields that were left out stay out. */
export function renderStatement(statement: Properties): Properties {
  const fields: Record<string, Value | undefined> = {
    Sid: text(statement, "sid") || undefined,
    Effect: text(statement, "effect") || "Allow",
    Action: oneOrMany(list(statement, "actions")),
    NotAction: oneOrMany(list(statement, "notActions")),
    Resource: oneOrMany(escaped(list(statement, "resources"))),
    NotResource: oneOrMany(escaped(list(statement, "notResources"))),
    Principal: principals(objects(statement, "principals")),
    NotPrincipal: principals(objects(statement, "notPrincipals")),
    Condition: conditions(objects(statement, "conditions")),
  };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function statementsOf(json: string): Properties[] {
  const parsed: unknown = JSON.parse(json);
  const document = parsed as Properties;
  const { Statement: statements } = document;
  const all = isList(statements) ? statements : [statements ?? null];
  return all.filter(isObject);
}

/** Later statements take the place of earlier ones with the same Sid. */
function override(base: readonly Properties[], over: readonly Properties[]): Properties[] {
  const result = [...base];
  for (const statement of over) {
    const at = statement.Sid ? result.findIndex(({ Sid }) => Sid === statement.Sid) : -1;
    if (at >= 0) {
      result[at] = statement;
    } else {
      result.push(statement);
    }
  }
  return result;
}

/** Renders a policy document from the arguments of `getPolicyDocument`. */
export function renderPolicyDocument(args: Properties): Properties {
  const own = objects(args, "statements").map(renderStatement);
  const sids = own.map(({ Sid }) => Sid).filter((sid) => sid !== undefined);
  const duplicate = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (duplicate !== undefined) {
    throw new Error(`duplicate Sid (${textOf(duplicate)}) in the statements of a policy document`);
  }
  const sources = [text(args, "sourceJson"), ...list(args, "sourcePolicyDocuments")];
  const overrides = [text(args, "overrideJson"), ...list(args, "overridePolicyDocuments")];
  const base = sources.filter(Boolean).flatMap(statementsOf);
  const over = overrides.filter(Boolean).flatMap(statementsOf);
  const statements = override(override(base, own), over);
  const id = text(args, "policyId");
  return {
    Version: text(args, "version") || "2012-10-17",
    ...(id === "" ? {} : { Id: id }),
    ...(statements.length === 0 ? {} : { Statement: statements }),
  };
}

const getPolicyDocument: ProviderFunction = (args) => {
  const document = renderPolicyDocument(args);
  const minifiedJson = JSON.stringify(document);
  return {
    ...args,
    id: new Randomness(minifiedJson).text("digits", 10, "id"),
    json: JSON.stringify(document, null, 2),
    minifiedJson,
  };
};

export const identityFunctions: Readonly<Record<string, ProviderFunction>> = {
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
};
