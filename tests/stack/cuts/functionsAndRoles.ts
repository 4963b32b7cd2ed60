/** Functions, and what roles may do. */
import { find } from "../../helpers/recordingMocks";
import type { CaughtCut } from "./caughtCut";
import { registered } from "./registered";

export const functionsAndRoles: readonly CaughtCut[] = [
  {
    title: "a function's environment holds a secret",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { "environment.variables.API_SECRET_KEY": "hunter2-hunter2" },
    caughtBy: ["lambda-no-env-secrets"],
  },
  {
    title: "any load balancer may invoke the function",
    type: "aws:lambda/permission:Permission",
    name: "carts-from-load-balancer",
    set: { sourceArn: undefined, sourceAccount: undefined },
    caughtBy: ["lambda-permission-source"],
  },
  {
    title: "a function runs on a runtime that AWS has retired",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { runtime: "nodejs16.x" },
    caughtBy: ["lambda-supported-runtime"],
  },
  {
    title: "a function is not traced",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { "tracingConfig.mode": "PassThrough" },
    caughtBy: ["lambda-tracing"],
  },
  {
    title: "a role may do everything",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "catalog-task-role-policy",
    set: { "policy.Statement.0.Action": ["*"], "policy.Statement.0.Resource": ["*"] },
    caughtBy: [
      "iam-no-decrypt-with-all-keys",
      "iam-no-full-admin",
      "iam-no-privilege-escalation",
      "iam-no-wildcard-actions",
    ],
  },
  {
    title: "a role may decrypt whatever there is",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "carts-function-role-policy",
    set: { "policy.Statement.0.Action": ["kms:Decrypt"], "policy.Statement.0.Resource": ["*"] },
    caughtBy: ["iam-no-decrypt-with-all-keys"],
  },
  {
    title: "a role may do everything with a table",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "carts-function-role-policy",
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
  {
    title: "a function logs to a group that Lambda makes",
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "carts-logs",
    caughtBy: ["lambda-log-group-managed"],
    at: "carts-function",
  },
  {
    title: "nothing keeps what a function fails on when an event invokes it",
    type: "aws:lambda/function:Function",
    name: "carts-function",
    set: { deadLetterConfig: undefined },
    adds: (stack) => [
      registered("aws:cloudwatch/eventTarget:EventTarget", "carts-placed", {
        rule: "placed",
        arn: find(stack, "aws:lambda/alias:Alias", "carts-live").outputs.arn,
        deadLetterConfig: { arn: "arn:aws:sqs:eu-west-1:123456789012:undelivered" },
      }),
    ],
    caughtBy: ["lambda-async-failure-destination"],
  },
  {
    title: "ECS may use a role for whoever asks it to",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: { "assumeRolePolicy.Statement.0.Condition": undefined },
    caughtBy: ["iam-confused-deputy"],
  },
  {
    title: "a role has AWS's own policy for administrators",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: { managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
    caughtBy: ["iam-no-admin-managed-policy"],
  },
  {
    title: "a role has a shell with AWS's own policy",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: { managedPolicyArns: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"] },
    caughtBy: ["iam-no-cloudshell-full-access"],
  },
  {
    title: "a role may hand any role to a function of its own",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: {},
    adds: (stack) => [
      registered("aws:iam/rolePolicy:RolePolicy", "catalog-functions", {
        role: find(stack, "aws:iam/role:Role", "catalog-task-role").outputs.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
              Resource: "*",
            },
          ],
        }),
      }),
    ],
    at: "catalog-functions",
    caughtBy: ["iam-no-privilege-escalation"],
  },
  {
    title: "two policies of a role together hand any role to a function of its own",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "catalog-task-role-policy",
    set: {
      "policy.Statement.0.Action": ["iam:PassRole", "dynamodb:GetItem"],
      "policy.Statement.0.Resource": ["*"],
    },
    also: [
      {
        type: "aws:iam/role:Role",
        name: "catalog-task-role",
        set: {
          inlinePolicies: [
            {
              name: "functions",
              policy:
                '{"Statement":{"Effect":"Allow","Action":"lambda:CreateFunction","Resource":"*"}}',
            },
          ],
        },
      },
    ],
    caughtBy: ["iam-role-no-privilege-escalation"],
    at: "catalog-task-role",
  },
  {
    title: "any repository may deploy",
    type: "aws:iam/role:Role",
    name: "catalog-task-role",
    set: {
      "assumeRolePolicy.Statement.0.Principal": {
        Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
      },
      "assumeRolePolicy.Statement.0.Action": "sts:AssumeRoleWithWebIdentity",
      "assumeRolePolicy.Statement.0.Condition": {
        StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      },
    },
    caughtBy: ["iam-oidc-trust-subject", "iam-trust-policy-restricted"],
  },
  {
    title: "a function is told of a table that its role may not read",
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "carts-function-role-policy",
    set: {
      "policy.Statement.0.Action": ["s3:GetObject"],
      "policy.Statement.1.Action": ["s3:GetObject"],
    },
    caughtBy: ["iam-grants-match-environment"],
    at: "carts-function",
  },
];
