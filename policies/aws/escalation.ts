/**
 * Permissions that together give their holder more than they say. The paths are those that are known in
 * public: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_examples_iam-passrole-service.html
 */
import type { Statement } from "./policyDocument";
import { concerns } from "./policyDocument";

/** Each changes what somebody may do, or lets one become somebody else. */
const ALONE = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachRolePolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreatePolicyVersion",
  "iam:PutGroupPolicy",
  "iam:PutRolePolicy",
  "iam:PutUserPolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateLoginProfile",
] as const;

const PASS_ROLE = "iam:PassRole";

/** Each runs code under a role that is passed to it. */
const RUNS_CODE = [
  "autoscaling:CreateLaunchConfiguration",
  "cloudformation:CreateStack",
  "codebuild:CreateProject",
  "codestar:CreateProject",
  "datapipeline:CreatePipeline",
  "ec2:RunInstances",
  "ecs:RegisterTaskDefinition",
  "ecs:RunTask",
  "eks:CreatePodIdentityAssociation",
  "glue:CreateDevEndpoint",
  "glue:CreateJob",
  "lambda:CreateFunction",
  "lambda:UpdateFunctionConfiguration",
  "sagemaker:CreateNotebookInstance",
  "scheduler:CreateSchedule",
  "states:CreateStateMachine",
] as const;

/** True for every resource, and for every one of a kind in whatever account. */
function isEverything(resource: string): boolean {
  return /^\*+$/.test(resource) || /^arn:aws[a-z-]*:iam::[^:]*:(\*|[a-z-]+\/\*)$/.test(resource);
}

/** Conditions on the caller's way in limit nothing of what is done; these do. */
const LIMITS = ["iam:policyarn", "iam:permissionsboundary", "aws:resourcetag", "iam:resourcetag"];

function isLimited({ conditions }: Statement): boolean {
  return conditions.some(({ key, holdsWithoutKey }) =>
    holdsWithoutKey ? false : LIMITS.some((limit) => key.startsWith(limit)),
  );
}

function allowsBroadly(statements: readonly Statement[], action: string): boolean {
  return statements.some(
    (statement) =>
      statement.allows &&
      !isLimited(statement) &&
      concerns(statement, action) &&
      (statement.hasNotResource || statement.resources.some(isEverything)),
  );
}

function allows(statements: readonly Statement[], action: string): boolean {
  return statements.some((statement) => statement.allows && concerns(statement, action));
}

function denies(statements: readonly Statement[], action: string): boolean {
  return statements.some(
    (statement) =>
      statement.denies &&
      statement.conditions.length === 0 &&
      statement.resources.some((resource) => /^\*+$/.test(resource)) &&
      concerns(statement, action),
  );
}

/** Every combination of actions in the statements that is a known way to more permissions. */
export function escalations(statements: readonly Statement[]): readonly (readonly string[])[] {
  const broad = (action: string) =>
    allowsBroadly(statements, action) && !denies(statements, action);
  const alone = ALONE.filter(broad).map((action) => [action]);
  if (!broad(PASS_ROLE)) return alone;
  const runs = RUNS_CODE.find(
    (action) => allows(statements, action) && !denies(statements, action),
  );
  return runs === undefined ? alone : [...alone, [PASS_ROLE, runs]];
}

const most = 3;

/** The combinations as part of a sentence, the first of them by name: a policy that allows all has a dozen. */
export function described(combinations: readonly (readonly string[])[]): string {
  const named = combinations.slice(0, most).map((combination) => combination.join(" with "));
  const left = combinations.length - named.length;
  return [...named, ...(left > 0 ? [`${left} more`] : [])].join(", ");
}
