/** Rights that are too large, and ways to more of them. */
import * as cognito from "@pulumi/aws/cognito";
import * as iam from "@pulumi/aws/iam";

function document(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function trust(principal: string | object): string {
  return document({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" });
}

export function createIdentity(): { readonly serviceRole: iam.Role } {
  const serviceRole = new iam.Role("service", {
    assumeRolePolicy: trust({ Service: ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"] }),
  });
  new iam.RolePolicy("service-everything", {
    role: serviceRole.id,
    policy: document({ Effect: "Allow", Action: "*", Resource: "*" }),
  });

  // Not an administrator, but two calls away from one.
  const deployer = new iam.Role("deployer", { assumeRolePolicy: trust("*") });
  new iam.RolePolicy("deployer-functions", {
    role: deployer.id,
    policy: document({
      Effect: "Allow",
      Action: ["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"],
      Resource: "*",
    }),
  });
  new iam.Policy("support", {
    policy: document({ Effect: "Allow", Action: ["s3:*", "dynamodb:*"], Resource: "*" }),
  });

  const contractor = new iam.User("contractor");
  new iam.AccessKey("contractor-key", { user: contractor.name });
  new iam.UserPolicyAttachment("contractor-administrator", {
    user: contractor.name,
    policyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
  });
  new iam.UserPolicyAttachment("contractor-shell", {
    user: contractor.name,
    policyArn: "arn:aws:iam::aws:policy/AWSCloudShellFullAccess",
  });

  const customers = new cognito.UserPool("customers", {
    mfaConfiguration: "OFF",
    passwordPolicy: { minimumLength: 6 },
  });
  new cognito.UserPoolClient("shop", {
    userPoolId: customers.id,
    explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    preventUserExistenceErrors: "LEGACY",
  });
  new cognito.IdentityPool("visitors", {
    identityPoolName: "visitors",
    allowUnauthenticatedIdentities: true,
  });
  return { serviceRole };
}
