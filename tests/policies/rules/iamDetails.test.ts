import type * as iam from "@pulumi/aws/iam";
import {
  iamConfusedDeputy,
  iamNoAdminManagedPolicy,
  iamNoPrivilegeEscalation,
  iamNoUsersOrKeys,
  iamOidcTrustSubject,
  iamUsersNoDirectPolicies,
} from "../../../policies/registry";
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

const issuer = "token.actions.githubusercontent.com";
const aud = { [`${issuer}:aud`]: "sts.amazonaws.com" };
const workflow = {
  Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
  Action: "sts:AssumeRoleWithWebIdentity",
};
const federated = resource<iam.RoleArgs>("aws:iam/role:Role", "deploy", {
  assumeRolePolicy: document({
    ...workflow,
    Condition: { StringEquals: { ...aud, [`${issuer}:sub`]: "repo:a/b:environment:prod" } },
  }),
});

function trusting(statement: object): Change {
  return { set: { assumeRolePolicy: document({ ...workflow, ...statement }) } };
}

describeRule(iamOidcTrustSubject, {
  valid: [federated],
  passes: {
    "a pattern below one repository": trusting({
      Condition: { StringEquals: aud, StringLike: { [`${issuer}:sub`]: "repo:a/b:ref:*" } },
    }),
    "a role of an AWS service": trusting({
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    "a provider whose tokens are told apart by their audience": trusting({
      Principal: { Federated: "cognito-identity.amazonaws.com" },
    }),
  },
  fails: {
    "no subject": {
      ...trusting({ Condition: { StringEquals: aud } }),
      says: "assumeRolePolicy.Statement[0] does not pin the subject of the token",
    },
    "no audience": {
      ...trusting({ Condition: { StringEquals: { [`${issuer}:sub`]: "repo:a/b:ref:main" } } }),
      says: "does not pin the audience of the token",
    },
    "every subject": {
      ...trusting({ Condition: { StringEquals: aud, StringLike: { [`${issuer}:sub`]: "*" } } }),
      says: "takes a subject that begins with a wildcard",
    },
    "every repository": {
      ...trusting({
        Condition: { StringEquals: aud, StringLike: { [`${issuer}:sub`]: "repo:*:ref:main" } },
      }),
      says: "takes a subject that begins with a wildcard",
    },
    "a subject that may be missing": {
      ...trusting({
        Condition: { StringEquals: aud, StringEqualsIfExists: { [`${issuer}:sub`]: "repo:a/b:x" } },
      }),
      says: "does not pin the subject",
    },
  },
  silent: { "the trust policy": unknown("assumeRolePolicy") },
});

const scheduled = resource<iam.RoleArgs>("aws:iam/role:Role", "schedule", {
  assumeRolePolicy: document({
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  }),
});
const trust = { Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" };

describeRule(iamConfusedDeputy, {
  valid: [scheduled],
  passes: {
    "a service that sends no source": {
      set: {
        assumeRolePolicy: document({ ...trust, Principal: { Service: "ec2.amazonaws.com" } }),
      },
    },
    "a source by its ARN": {
      set: {
        assumeRolePolicy: document({
          ...trust,
          Condition: { ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:111122223333:*" } },
        }),
      },
    },
  },
  fails: {
    "no source": {
      set: { assumeRolePolicy: document(trust) },
      says: "assumeRolePolicy.Statement[0] trusts scheduler.amazonaws.com whoever it acts for",
    },
    "a service that the configuration adds": {
      set: {
        assumeRolePolicy: document({ ...trust, Principal: { Service: "ec2.amazonaws.com" } }),
      },
      config: { services: ["ec2.amazonaws.com"] },
      says: "trusts ec2.amazonaws.com",
    },
  },
  silent: { "the trust policy": unknown("assumeRolePolicy") },
});

const attachment = resource<iam.RolePolicyAttachmentArgs>(
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "nodes",
  { role: UNKNOWN, policyArn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy" },
);

describeRule(iamNoAdminManagedPolicy, {
  valid: [attachment],
  passes: {
    "one's own policy of the same name": {
      set: { policyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess" },
    },
  },
  fails: {
    administration: {
      set: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      says: "policyArn is AWS's AdministratorAccess",
    },
    "everything but users": {
      set: { policyArn: "arn:aws:iam::aws:policy/PowerUserAccess" },
      says: "policyArn is AWS's PowerUserAccess",
    },
    "a role with IAM in its hands": {
      add: [
        {
          type: "aws:iam/role:Role",
          name: "operator",
          props: { managedPolicyArns: [UNKNOWN, "arn:aws:iam::aws:policy/IAMFullAccess"] },
        },
      ],
      at: "operator",
      says: "managedPolicyArns[1] is AWS's IAMFullAccess",
    },
    "the complete list of what is attached to a role": {
      add: [
        resource<iam.RolePolicyAttachmentsExclusiveArgs>(
          "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
          "listed",
          { roleName: "operator", policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's IAMFullAccess",
    },
    "the complete list of what is attached to a user": {
      add: [
        resource<iam.UserPolicyAttachmentsExclusiveArgs>(
          "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
          "listed",
          { userName: "operator", policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's IAMFullAccess",
    },
    "the complete list of what is attached to a group": {
      add: [
        resource<iam.GroupPolicyAttachmentsExclusiveArgs>(
          "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
          "listed",
          { groupName: "operator", policyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] },
        ),
      ],
      at: "listed",
      says: "policyArns[0] is AWS's IAMFullAccess",
    },
  },
  silent: { "the policy": unknown("policyArn") },
});

const user = resource<iam.UserArgs>("aws:iam/user:User", "mail", { name: "mail-server" });

describeRule(iamNoUsersOrKeys, {
  valid: [resource<iam.UserArgs>("aws:iam/user:User", "allowed", { name: UNKNOWN })],
  passes: {
    "a user that may exist": { add: [user], config: { allowedUsers: ["mail-server"] } },
  },
  fails: {
    "a user": { add: [user], at: "mail", says: "the program declares an IAM user" },
    "a key": {
      add: [{ type: "aws:iam/accessKey:AccessKey", name: "key", props: { user: "mail-server" } }],
      at: "key",
      says: "the program declares a long-lived access key",
    },
    "a password": {
      add: [
        {
          type: "aws:iam/userLoginProfile:UserLoginProfile",
          name: "password",
          props: { user: "ann" },
        },
      ],
      at: "password",
      says: "the program declares a password for the console",
    },
  },
  silent: { "the name": unknown("name") },
});

const shared = resource<iam.PolicyAttachmentArgs>(
  "aws:iam/policyAttachment:PolicyAttachment",
  "shared",
  { policyArn: UNKNOWN, roles: [UNKNOWN] },
);

describeRule(iamUsersNoDirectPolicies, {
  valid: [shared],
  passes: {
    "a list of what is attached to a user that keeps everything from it": {
      add: [
        resource<iam.UserPolicyAttachmentsExclusiveArgs>(
          "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
          "none",
          { userName: "ann", policyArns: [] },
        ),
      ],
    },
  },
  fails: {
    "an attachment to users": { set: { users: ["ann"] }, says: "users is not empty" },
    "a policy within a user": {
      add: [{ type: "aws:iam/userPolicy:UserPolicy", name: "own", props: { user: "ann" } }],
      at: "own",
      says: "the policy is a single user's",
    },
    "a policy attached to a user": {
      add: [
        {
          type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
          name: "direct",
          props: { user: "ann" },
        },
      ],
      at: "direct",
      says: "the policy is a single user's",
    },
    "the complete list of what is attached to a user": {
      add: [
        resource<iam.UserPolicyAttachmentsExclusiveArgs>(
          "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
          "listed",
          { userName: "ann", policyArns: [UNKNOWN] },
        ),
      ],
      at: "listed",
      says: "policyArns is not empty",
    },
  },
  silent: { "the users": unknown("users") },
});

const own = "arn:aws:iam::111122223333:role/shop-*";
const passing = { Action: "iam:PassRole", Resource: own };
const running = { Action: ["ecs:RunTask", "ecs:StopTask"], Resource: "*" };
const rolePolicy = resource<iam.RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", "release", {
  role: UNKNOWN,
  policy: document(passing, running),
});

function allowing(...statements: readonly object[]): Change {
  return { set: { policy: document(...statements) } };
}

describeRule(iamNoPrivilegeEscalation, {
  valid: [rolePolicy],
  passes: {
    "passing every role to nothing that runs code": allowing(
      { ...passing, Resource: "*" },
      { Action: "s3:GetObject", Resource: "*" },
    ),
    "changing roles that are named": allowing({ Action: "iam:AttachRolePolicy", Resource: own }),
    "changing roles below a boundary": allowing({
      Action: "iam:PutRolePolicy",
      Resource: "*",
      Condition: { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::1:policy/limit" } },
    }),
    "everything but IAM": allowing({ NotAction: ["iam:*", "sts:*"], Resource: "*" }),
    "what another statement takes away": allowing(
      { Action: "iam:*", Resource: "*" },
      { Effect: "Deny", Action: "iam:*", Resource: "*" },
    ),
  },
  fails: {
    "passing every role and running tasks": {
      ...allowing({ ...passing, Resource: "*" }, running),
      says: "the policy allows iam:PassRole with ecs:RunTask without naming whose",
    },
    "passing every role of the account and creating functions": {
      ...allowing(
        { ...passing, Resource: "arn:aws:iam::111122223333:role/*" },
        { Action: "lambda:Create*", Resource: "*" },
      ),
      says: "iam:PassRole with lambda:CreateFunction",
    },
    "what a NotAction does not leave out": {
      ...allowing({
        NotAction: ["Add*", "Attach*", "Create*", "PassRole", "Put*", "Update*"].map(
          (action) => `iam:${action}`,
        ),
        NotResource: "arn:aws:s3:::logs",
      }),
      says: "the policy allows iam:SetDefaultPolicyVersion",
    },
    "new versions of every policy": {
      ...allowing({ Action: "iam:CreatePolicyVersion", Resource: "*" }),
      says: "the policy allows iam:CreatePolicyVersion",
    },
    "passwords of everybody": {
      ...allowing({ Action: "iam:UpdateLogin*", Resource: "*" }),
      says: "the policy allows iam:UpdateLoginProfile",
    },
    "everything, once for all ways": {
      ...allowing({ Action: "*", Resource: "*" }),
      says: "the policy allows iam:AddUserToGroup, iam:AttachGroupPolicy, iam:AttachRolePolicy, 11 more without naming whose",
    },
    "attaching policies to every role": {
      ...allowing({ Action: ["iam:AttachRolePolicy", "iam:GetRole"], Resource: ["*"] }),
      says: "the policy allows iam:AttachRolePolicy",
    },
  },
  silent: { "the policy": unknown("policy") },
});
