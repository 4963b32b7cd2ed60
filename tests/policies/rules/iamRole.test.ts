import type * as iam from "@pulumi/aws/iam";
import { iamNoFullAdmin, iamRoleNoPrivilegeEscalation } from "../../../policies/registry";
import { describeRule } from "../helpers/describeRule";
import { UNKNOWN } from "../helpers/engine";
import { resource, unknown } from "../helpers/fixture";

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Statement: statements.map((each) => ({ Effect: "Allow", ...each })) });
}

const passing = document({ Action: "iam:PassRole", Resource: "*" });
const creating = document({ Action: ["lambda:Create*"], Resource: "*" });
const role = resource<iam.RoleArgs>("aws:iam/role:Role", "release", { assumeRolePolicy: "{}" });
const own = resource<iam.RolePolicyArgs>(
  "aws:iam/rolePolicy:RolePolicy",
  "own",
  { role: UNKNOWN, policy: passing },
  { dependsOn: { role: ["release"] } },
);
const managed = resource<iam.PolicyArgs>("aws:iam/policy:Policy", "managed", {
  policy: document({ Action: "lambda:InvokeFunction", Resource: "*" }),
});
const attachment = resource<iam.RolePolicyAttachmentArgs>(
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "attachment",
  { role: UNKNOWN, policyArn: UNKNOWN },
  { dependsOn: { role: ["release"], policyArn: ["managed"] } },
);
const account = "arn:aws:iam::111122223333";
const listed = resource<iam.RolePolicyAttachmentsExclusiveArgs>(
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "listed",
  { roleName: UNKNOWN, policyArns: [`${account}:policy/logs`, UNKNOWN] },
  { dependsOn: { roleName: ["release"], policyArns: ["managed"] } },
);
const together = "its policies together allow iam:PassRole with lambda:CreateFunction";

describeRule(iamRoleNoPrivilegeEscalation, {
  valid: [role, own, managed, attachment],
  passes: {
    "what one policy allows by itself, which is told of there": {
      on: "own",
      set: {
        policy: document({ Action: ["iam:PassRole", "lambda:CreateFunction"], Resource: "*" }),
      },
    },
    "creating functions in the policy of another role": {
      on: "attachment",
      dependsOn: { role: ["other"], policyArn: ["managed"] },
      add: [
        { ...role, name: "other" },
        { ...managed, props: { policy: creating }, name: "made" },
      ],
    },
    "a role within a boundary": {
      set: { permissionsBoundary: `${account}:policy/limit` },
      drop: ["managed"],
      add: [{ ...managed, props: { policy: creating } }],
    },
    "what a third policy takes away": {
      set: {
        inlinePolicies: [
          { policy: creating },
          { policy: document({ Effect: "Deny", Action: "lambda:Create*", Resource: "*" }) },
        ],
      },
    },
  },
  fails: {
    "an attached policy that creates functions": {
      on: "managed",
      at: "release",
      set: { policy: creating },
      says: together,
    },
    "an inline policy that creates functions": {
      set: { inlinePolicies: [{ policy: creating }] },
      says: together,
    },
    "a second policy of its own, by the role's name as text": {
      set: { name: "release-1a2b" },
      add: [{ ...own, name: "second", props: { role: "release-1a2b", policy: creating } }],
      says: together,
    },
    "an attachment of the policy to several roles": {
      drop: ["attachment"],
      on: "managed",
      at: "release",
      set: { policy: creating },
      add: [
        {
          type: "aws:iam/policyAttachment:PolicyAttachment",
          name: "several",
          props: { roles: [UNKNOWN], policyArn: UNKNOWN },
          dependsOn: { roles: ["release"], policyArn: ["managed"] },
        },
      ],
      says: together,
    },
    "a complete list of what is attached to the role": {
      drop: ["attachment"],
      on: "managed",
      at: "release",
      set: { policy: creating },
      add: [listed],
      says: together,
    },
    "policies of its own before the role exists": {
      computed: ["managedPolicyArns", "inlinePolicies"],
      drop: ["managed"],
      add: [{ ...managed, props: { policy: creating } }],
      says: together,
    },
    "everything but IAM beside it": {
      set: { inlinePolicies: [{ policy: document({ NotAction: "iam:*", Resource: "*" }) }] },
      says: "its policies together allow iam:PassRole with autoscaling:CreateLaunchConfiguration",
    },
  },
  silent: {
    "one of its policies": { on: "managed", set: { policy: UNKNOWN } },
    "the inline policies": unknown("inlinePolicies", { inlinePolicies: [] }),
    "one of the managed policies, while another creates functions": {
      set: { managedPolicyArns: [`${account}:policy/creating`, UNKNOWN] },
      dependsOn: { managedPolicyArns: [] },
      add: [
        {
          ...managed,
          name: "creating",
          props: { arn: `${account}:policy/creating`, policy: creating },
        },
      ],
    },
    "its boundary": unknown("permissionsBoundary", { permissionsBoundary: [] }),
    "whose an attachment is, beside those of the role": {
      on: "managed",
      set: { policy: creating },
      add: [{ ...attachment, name: "stray", dependsOn: { policyArn: ["managed"] } }],
    },
    "whose an attachment is": { on: "attachment", set: {}, dependsOn: { policyArn: ["managed"] } },
  },
});

describeRule(iamNoFullAdmin, {
  valid: [managed],
  passes: {
    "everything denied": {
      set: { policy: document({ Effect: "Deny", Action: "*", Resource: "*" }) },
    },
  },
  fails: {
    "everything on all but one resource": {
      set: { policy: document({ Action: "*", NotResource: "arn:aws:s3:::logs" }) },
      says: 'policy.Statement[0] allows Action "*" on all but its NotResource',
    },
  },
});
