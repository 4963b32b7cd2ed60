import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as iam from "@pulumi/aws/iam";
import type * as kms from "@pulumi/aws/kms";
import {
  iamNoFullAdmin,
  iamNoWildcardActions,
  iamTrustPolicyRestricted,
  kmsPolicyNotPublic,
  kmsRotation,
  logGroupRetention,
} from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import type { Change } from "../helpers/fixture";
import { resource, unknown } from "../helpers/fixture";

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

const permissions = [
  {
    Effect: "Allow",
    Action: ["dynamodb:GetItem", "s3:Get*"],
    Resource: "arn:aws:dynamodb:*:*:table/x",
  },
  { Effect: "Deny", Action: "*", Resource: "*" },
];
const rolePolicy = resource<iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", "carts-access", {
  role: UNKNOWN,
  policy: document(...permissions),
});

function policyWith(statement: object): Change {
  return { set: { policy: document(...permissions, { Effect: "Allow", ...statement }) } };
}

describeRule(iamNoFullAdmin, {
  valid: [rolePolicy],
  passes: {
    "every action on one resource": policyWith({ Action: "*", Resource: "arn:aws:s3:::x" }),
    "one action on everything": policyWith({ Action: "s3:ListAllMyBuckets", Resource: "*" }),
  },
  fails: {
    "everything on everything": {
      ...policyWith({ Action: "*", Resource: "*" }),
      says: 'policy.Statement[2] allows Action "*" on Resource "*"',
    },
    "everything within lists": {
      ...policyWith({ Action: ["s3:GetObject", "*:*"], Resource: ["arn:aws:s3:::x", "*"] }),
      says: 'allows Action "*:*" on Resource "*"',
    },
    "a single statement without a list": {
      set: {
        policy: JSON.stringify({ Statement: { Effect: "Allow", Action: "*", Resource: "*" } }),
      },
      says: 'policy.Statement allows Action "*"',
    },
    "an inline policy of a role": {
      drop: ["carts-access"],
      add: [
        {
          type: "aws:iam/role:Role",
          name: "carts-role",
          props: {
            inlinePolicies: [
              { policy: document(...permissions) },
              { policy: document({ Effect: "Allow", Action: "*", Resource: "*" }) },
            ],
          },
        },
      ],
      at: "carts-role",
      says: "inlinePolicies[1].policy.Statement[0] allows",
    },
  },
  silent: { "the policy": unknown("policy") },
});

describeRule(iamNoWildcardActions, {
  valid: [rolePolicy],
  passes: {
    "a wildcard that is allowed": {
      ...policyWith({ Action: "xray:*", Resource: "*" }),
      config: { allowedActions: ["xray:*"] },
    },
  },
  fails: {
    "a whole service": {
      ...policyWith({ Action: ["s3:*"], Resource: "arn:aws:s3:::x" }),
      says: 'policy.Statement[2] allows Action "s3:*"',
    },
    "everything on one resource": {
      ...policyWith({ Action: "*", Resource: "arn:aws:s3:::x" }),
      says: 'allows Action "*"',
    },
    "everything on everything": {
      ...policyWith({ Action: "*", Resource: "*" }),
      says: 'allows Action "*"',
    },
    "everything but some": {
      ...policyWith({ NotAction: "iam:*", Resource: "*" }),
      says: "allows every action but those of its NotAction",
    },
  },
  silent: { "the policy": unknown("policy") },
});

const trust = {
  Effect: "Allow",
  Principal: { Service: "ecs-tasks.amazonaws.com" },
  Action: "sts:AssumeRole",
};
const role = resource<iam.RoleArgs>("aws:iam/role:Role", "carts-role", {
  assumeRolePolicy: document(trust),
});
const GITHUB = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

function trusting(statement: object): Change {
  return { set: { assumeRolePolicy: document({ ...trust, ...statement }) } };
}

describeRule(iamTrustPolicyRestricted, {
  valid: [role],
  passes: {
    "an account whose being foreign cannot be known": trusting({
      Principal: { AWS: "444455556666" },
    }),
    "one's own account": {
      ...trusting({ Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
      provider: { allowedAccountIds: ["111122223333"] },
    },
    "a foreign account with an external id": {
      ...trusting({
        Principal: { AWS: "444455556666" },
        Condition: { StringEquals: { "sts:ExternalId": "a1b2" } },
      }),
      config: { ownAccounts: ["111122223333"] },
    },
    "a role of a foreign account": {
      ...trusting({ Principal: { AWS: "arn:aws:iam::444455556666:role/deploy" } }),
      config: { ownAccounts: ["111122223333"] },
    },
    "one repository of GitHub": trusting({
      Principal: { Federated: GITHUB },
      Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:a/b:*" } },
    }),
  },
  fails: {
    everyone: {
      ...trusting({ Principal: "*" }),
      says: "assumeRolePolicy.Statement[0] lets everyone assume the role",
    },
    "everyone among AWS principals": {
      ...trusting({ Principal: { AWS: ["*"] } }),
      says: "lets everyone assume the role",
    },
    "a foreign account": {
      ...trusting({ Principal: { AWS: "arn:aws:iam::444455556666:root" } }),
      config: { ownAccounts: ["111122223333"] },
      says: "trusts the whole of account 444455556666 without a condition",
    },
    "every repository of GitHub": {
      ...trusting({ Principal: { Federated: GITHUB } }),
      says: "trusts every token of token.actions.githubusercontent.com",
    },
  },
  silent: { "the trust policy": unknown("assumeRolePolicy") },
});

const key = resource<kms.KeyArgs>("aws:kms/key:Key", "data-key", {
  enableKeyRotation: true,
  policy: document({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "kms:*",
    Resource: "*",
  }),
});

describeRule(kmsRotation, {
  valid: [key],
  passes: {
    "an asymmetric key": {
      set: { customerMasterKeySpec: "RSA_4096", enableKeyRotation: undefined },
    },
    "a key of a custom store": { set: { customKeyStoreId: "cks-1", enableKeyRotation: false } },
  },
  fails: {
    "no rotation": { set: { enableKeyRotation: false }, says: "enableKeyRotation is false" },
    "the default": {
      set: { enableKeyRotation: undefined, customerMasterKeySpec: "SYMMETRIC_DEFAULT" },
      says: "enableKeyRotation is not set",
    },
  },
  silent: {
    "the rotation": unknown("enableKeyRotation"),
    "the kind of key": { set: { customerMasterKeySpec: UNKNOWN, enableKeyRotation: false } },
  },
});

const everyone = { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:Decrypt", Resource: "*" };

describeRule(kmsPolicyNotPublic, {
  valid: [key],
  passes: {
    "everyone of one account through one service": {
      set: {
        policy: document({
          ...everyone,
          Condition: {
            StringEquals: {
              "kms:CallerAccount": "111122223333",
              "kms:ViaService": "s3.eu-west-1.amazonaws.com",
            },
          },
        }),
      },
    },
    "AWS's own default policy": { set: { policy: undefined } },
  },
  fails: {
    everyone: {
      set: { policy: document(everyone) },
      says: "policy.Statement[0] allows everyone",
    },
    "everyone through one service": {
      set: {
        policy: document({
          ...everyone,
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } },
        }),
      },
      says: "policy.Statement[0] allows everyone",
    },
    "everyone by a policy of its own": {
      add: [
        {
          type: "aws:kms/keyPolicy:KeyPolicy",
          name: "open",
          props: { policy: document(everyone) },
        },
      ],
      at: "open",
      says: "policy.Statement[0] allows everyone",
    },
  },
  silent: { "the policy": unknown("policy") },
});

const group = resource<cloudwatch.LogGroupArgs>(
  "aws:cloudwatch/logGroup:LogGroup",
  "catalog-logs",
  {
    retentionInDays: 30,
  },
);

describeRule(logGroupRetention, {
  valid: [group],
  passes: {
    "a shorter one that the configuration admits": {
      set: { retentionInDays: 7 },
      config: { minimumDays: 7 },
    },
    "a class that is kept for two days": {
      set: { logGroupClass: "DELIVERY", retentionInDays: undefined },
    },
  },
  fails: {
    "no retention": { set: { retentionInDays: undefined }, says: "retentionInDays is not set" },
    "retention without end": { set: { retentionInDays: 0 }, says: "retentionInDays is 0" },
    "a week": { set: { retentionInDays: 7 }, says: "retentionInDays is 7, less than the 30 days" },
    "a period that AWS refuses": {
      set: { retentionInDays: 31 },
      says: "retentionInDays is 31, which CloudWatch Logs does not accept",
    },
    "a month where the configuration asks for a year": {
      config: { minimumDays: 365 },
      says: "retentionInDays is 30",
    },
  },
  silent: { "the retention": unknown("retentionInDays") },
});
