/** Functions, and what roles may do. */
import type { CaughtCut } from "./caughtCut";

export const functionsAndRoles: readonly CaughtCut[] = [
  {
    title: "a function's environment holds a secret",
    type: "aws:lambda/function:Function",
    set: { "environment.variables.API_SECRET_KEY": "hunter2-hunter2" },
    caughtBy: ["lambda-no-env-secrets"],
  },
  {
    title: "any load balancer may invoke the function",
    type: "aws:lambda/permission:Permission",
    set: { sourceArn: undefined, sourceAccount: undefined },
    caughtBy: ["lambda-permission-source"],
  },
  {
    title: "a function runs on a runtime that AWS has retired",
    type: "aws:lambda/function:Function",
    set: { runtime: "nodejs16.x" },
    caughtBy: ["lambda-supported-runtime"],
  },
  {
    title: "a function is not traced",
    type: "aws:lambda/function:Function",
    set: { "tracingConfig.mode": "PassThrough" },
    caughtBy: ["lambda-tracing"],
  },
  {
    title: "a role may do everything",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "catalog-task-role-policy",
    set: { "policy.Statement.0.Action": ["*"], "policy.Statement.0.Resource": ["*"] },
    caughtBy: ["iam-no-full-admin"],
  },
  {
    title: "a role may do everything with a table",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "catalog-task-role-policy",
    set: { "policy.Statement.0.Action": ["dynamodb:*"] },
    caughtBy: ["iam-no-wildcard-actions"],
  },
  {
    title: "anybody may assume a role",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: {
      "assumeRolePolicy.Statement.0.Principal": "*",
      "assumeRolePolicy.Statement.0.Condition": undefined,
    },
    caughtBy: ["iam-trust-policy-restricted"],
  },
  {
    title: "a function runs in one zone only",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { vpcConfig: { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"] } },
    caughtBy: ["lambda-vpc-multi-az"],
  },
  {
    title: "a function is left at Lambda's own size",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { memorySize: undefined },
    caughtBy: ["lambda-explicit-sizing"],
  },
];
