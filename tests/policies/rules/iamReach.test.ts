/** What an identity reaches: the keys it decrypts with, and the shell it has. */
import type * as iam from "@pulumi/aws/iam";
import { iamNoCloudshellFullAccess, iamNoDecryptWithAllKeys } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import type { Change } from "../helpers/fixture";
import { resource, unknown } from "../helpers/fixture";

function document(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}

const permissions = { Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:*:*:table/x" };
const rolePolicy = resource<iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", "carts-access", {
  role: UNKNOWN,
  policy: document(permissions),
});

function policyWith(statement: object): Change {
  return { set: { policy: document(permissions, statement) } };
}

const oneKey = "arn:aws:kms:eu-west-1:111122223333:key/1";

describeRule(iamNoDecryptWithAllKeys, {
  valid: [rolePolicy],
  passes: {
    "one key": policyWith({ Action: "kms:Decrypt", Resource: oneKey }),
    "every key of an account and region": policyWith({
      Action: "kms:*",
      Resource: "arn:aws:kms:eu-west-1:111122223333:key/*",
    }),
    "encryption with whatever key": policyWith({
      Action: ["kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptTo"],
      Resource: "*",
    }),
    "everything but KMS": policyWith({ NotAction: "kms:*", Resource: "*" }),
    "what is denied": policyWith({ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" }),
  },
  fails: {
    "every key": {
      ...policyWith({ Action: ["kms:Encrypt", "kms:Decrypt"], Resource: "*" }),
      says: "policy.Statement[1] allows kms:Decrypt with every key",
    },
    "every key that a service asks for": {
      ...policyWith({
        Action: "kms:D*",
        Resource: ["arn:aws:sqs:eu-west-1:111122223333:orders", "arn:aws:kms:*:*:key/*"],
        Condition: { StringEquals: { "kms:ViaService": "sqs.eu-west-1.amazonaws.com" } },
      }),
      says: "policy.Statement[1] allows kms:Decrypt with every key",
    },
    "every key, to encrypt anew": {
      ...policyWith({ Action: "kms:ReEncrypt*", Resource: "arn:aws-cn:kms:*" }),
      says: "policy.Statement[1] allows kms:ReEncryptFrom with every key",
    },
    "every key but one": {
      ...policyWith({ Action: "kms:Decrypt", NotResource: oneKey }),
      says: "policy.Statement[1] allows kms:Decrypt with every key",
    },
    "everything but some": {
      ...policyWith({ NotAction: "iam:*", Resource: "*" }),
      says: "policy.Statement[1] allows kms:Decrypt with every key",
    },
  },
  silent: { "the policy": unknown("policy") },
});

const attachment = resource<iam.RolePolicyAttachmentArgs>(
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "nodes",
  { role: UNKNOWN, policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
);

describeRule(iamNoCloudshellFullAccess, {
  valid: [attachment],
  passes: {
    "one's own policy of the same name": {
      set: { policyArn: "arn:aws:iam::111122223333:policy/AWSCloudShellFullAccess" },
    },
  },
  fails: {
    "the shell with its files": {
      set: { policyArn: "arn:aws:iam::aws:policy/AWSCloudShellFullAccess" },
      says: "policyArn is AWS's AWSCloudShellFullAccess",
    },
    "a role that has it from the start": {
      add: [
        {
          type: "aws:iam/role:Role",
          name: "operator",
          props: { managedPolicyArns: ["arn:aws-cn:iam::aws:policy/AWSCloudShellFullAccess"] },
        },
      ],
      at: "operator",
      says: "managedPolicyArns[0] is AWS's AWSCloudShellFullAccess",
    },
    "the complete list of what is attached to a role": {
      add: [
        resource<iam.RolePolicyAttachmentsExclusiveArgs>(
          "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
          "listed",
          { roleName: "operator", policyArns: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"] },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's AWSCloudShellFullAccess",
    },
    "the complete list of what is attached to a user": {
      add: [
        resource<iam.UserPolicyAttachmentsExclusiveArgs>(
          "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
          "listed",
          { userName: "operator", policyArns: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"] },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's AWSCloudShellFullAccess",
    },
    "the complete list of what is attached to a group": {
      add: [
        resource<iam.GroupPolicyAttachmentsExclusiveArgs>(
          "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
          "listed",
          {
            groupName: "operator",
            policyArns: ["arn:aws:iam::aws:policy/AWSCloudShellFullAccess"],
          },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's AWSCloudShellFullAccess",
    },
  },
  silent: { "the policy": unknown("policyArn") },
});
