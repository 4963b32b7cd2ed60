/** Statements cut into policies that IAM takes. Pure. */
import type { PlannedStatement } from "./statements";

/**
 * Characters of a managed policy, white space not counted, and managed policies of a role unless AWS
 * raised the quota: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const mostCharacters = 6144;
export const mostPolicies = 10;

/** The text of a policy document with these statements. */
export function documentText(statements: readonly PlannedStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: resources,
      ...(conditions === undefined ? {} : { Condition: conditions }),
    })),
  });
}

/**
 * The statements in as few policies as their order admits. A statement that does not fit goes on in the
 * next policy with the rest of its actions.
 */
export function splitIntoPolicies(statements: readonly PlannedStatement[]): PlannedStatement[][] {
  const policies: PlannedStatement[][] = [];
  let current: PlannedStatement[] = [];
  for (const statement of statements) {
    let rest = statement.actions;
    while (rest.length > 0) {
      const count = fitting(current, { ...statement, actions: rest });
      if (count === 0) {
        policies.push(current);
        current = [];
        continue;
      }
      current.push({ ...statement, actions: rest.slice(0, count) });
      rest = rest.slice(count);
      if (rest.length > 0) {
        policies.push(current);
        current = [];
      }
    }
  }
  return current.length === 0 ? policies : [...policies, current];
}

/** How many of the statement's actions the policy has room for; at least one in an empty policy. */
function fitting(policy: readonly PlannedStatement[], statement: PlannedStatement): number {
  const { actions } = statement;
  let count = actions.length;
  while (count > 0) {
    const text = documentText([...policy, { ...statement, actions: actions.slice(0, count) }]);
    if (text.length <= mostCharacters) return count;
    count -= 1;
  }
  return policy.length === 0 ? 1 : 0;
}
