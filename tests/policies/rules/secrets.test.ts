import type * as secretsmanager from "@pulumi/aws/secretsmanager";
import type * as ssm from "@pulumi/aws/ssm";
import {
  secretsPolicyNotPublic,
  secretsRecoveryWindow,
  secretsRotation,
  ssmDocumentNotPublic,
  ssmSecureString,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

const secret = resource<secretsmanager.SecretArgs>(
  "aws:secretsmanager/secret:Secret",
  "payment-key",
  { name: "shop/payment-key" },
);
const rotation = resource<secretsmanager.SecretRotationArgs>(
  "aws:secretsmanager/secretRotation:SecretRotation",
  "payment-rotation",
  { secretId: UNKNOWN, rotationRules: { automaticallyAfterDays: 30 } },
  { dependsOn: { secretId: ["payment-key"] } },
);

describeRule(secretsRotation, {
  valid: [secret, rotation],
  passes: {
    "a secret that AWS rotates": {
      set: { name: "rds!cluster-1" },
      drop: ["payment-rotation"],
    },
    "a schedule in words": {
      on: "payment-rotation",
      set: { rotationRules: { scheduleExpression: "rate(10 days)" } },
    },
  },
  fails: {
    "no rotation": {
      drop: ["payment-rotation"],
      says: "no SecretRotation in the stack names this secret",
    },
    "a rotation once a year": {
      on: "payment-rotation",
      set: { "rotationRules.automaticallyAfterDays": 365 },
      says: "it is rotated every 365 days only",
    },
  },
  silent: {
    "how often it is rotated": {
      on: "payment-rotation",
      set: { "rotationRules.automaticallyAfterDays": UNKNOWN },
    },
  },
});

describeRule(secretsRecoveryWindow, {
  valid: [secret],
  passes: {
    "a week": { set: { recoveryWindowInDays: 7 } },
    "none in a stack that comes and goes": {
      set: { recoveryWindowInDays: 0 },
      config: { minimumDays: 0 },
    },
  },
  fails: {
    "deletion at once": {
      set: { recoveryWindowInDays: 0 },
      says: "recoveryWindowInDays is 0",
    },
  },
  silent: { "the window": unknown("recoveryWindowInDays") },
});

function document(statement: object): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
const read = { Action: "secretsmanager:GetSecretValue", Resource: "*" };
const attached = resource<secretsmanager.SecretPolicyArgs>(
  "aws:secretsmanager/secretPolicy:SecretPolicy",
  "payment-policy",
  {
    secretArn: UNKNOWN,
    blockPublicPolicy: true,
    policy: document({ ...read, Principal: { AWS: "arn:aws:iam::111122223333:role/orders" } }),
  },
);

describeRule(secretsPolicyNotPublic, {
  valid: [attached, secret],
  passes: {
    "everyone of one organisation": {
      set: {
        policy: document({
          ...read,
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        }),
      },
    },
  },
  fails: {
    everyone: {
      set: { policy: document({ ...read, Principal: "*" }) },
      says: "policy.Statement[0] allows everyone",
    },
    "a policy that AWS does not check": {
      set: { blockPublicPolicy: undefined },
      says: "blockPublicPolicy is not set",
    },
    "everyone by the secret's own policy": {
      on: "payment-key",
      set: { policy: document({ ...read, Principal: "*" }) },
      at: "payment-key",
      says: "policy.Statement[0] allows everyone",
    },
  },
  silent: { "the policy": unknown("policy"), "the check": unknown("blockPublicPolicy") },
});

const parameter = resource<ssm.ParameterArgs>("aws:ssm/parameter:Parameter", "settings", {
  name: "/shop/db-password",
  type: "SecureString",
  value: UNKNOWN,
  keyId: "alias/shop",
});

describeRule(ssmSecureString, {
  valid: [parameter],
  passes: {
    "plain text under a harmless name": {
      set: { name: "/shop/log-level", type: "String", keyId: undefined },
    },
    "a key that is not known yet": { set: { keyId: UNKNOWN } },
  },
  fails: {
    "plain text": { set: { type: "String" }, says: 'type is "String"' },
    "AWS's own key": { set: { keyId: undefined }, says: "keyId is not set" },
    "a value that shows in plans": {
      set: { insecureValue: "x", value: undefined },
      says: "insecureValue is set",
    },
  },
  silent: { "the name": unknown("name"), "the type": unknown("type") },
});

const runbook = resource<ssm.DocumentArgs>("aws:ssm/document:Document", "runbook", {
  content: "{}",
  documentType: "Command",
  permissions: { type: "Share", account_ids: "111122223333" },
});

describeRule(ssmDocumentNotPublic, {
  valid: [runbook],
  passes: { "no sharing": { set: { permissions: undefined } } },
  fails: {
    "every account": {
      set: { "permissions.account_ids": "All" },
      says: "permissions.account_ids shares the document with every account",
    },
    "every account among others": {
      set: { "permissions.account_ids": "111122223333, all" },
      says: "shares the document with every account",
    },
  },
  silent: { "the accounts": unknown("permissions.account_ids") },
});
