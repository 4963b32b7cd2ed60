import { identityStatements, IDENTITY_POLICY_TYPES } from "../../aws/identityPolicies";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

/** Every action of one service or of all; `s3:Get*` is a choice and stays. */
const SERVICE_WILDCARD = /^([a-z0-9-]{1,40}:)?\*{1,9}$/;

/** Also objects to an Allow by NotAction, which grants whatever AWS adds later. */
export default defineResourceRule({
  id: "iam-no-wildcard-actions",
  title: "IAM policies avoid service-wide wildcard actions",
  service: "iam",
  severity: "medium",
  pillar: "security",
  enforcement: "advisory",
  controls: { fsbp: ["IAM.21"], cdkNag: ["AwsSolutions-IAM5", "Serverless-LambdaStarPermissions"] },
  types: IDENTITY_POLICY_TYPES,
  parameters: {
    allowedActions: strings({
      description: 'Wildcard actions that may be granted, such as "xray:*".',
      default: [],
    }),
  },
  fix: "List the actions that are needed in place of the wildcard.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.RolePolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: bucket.arn.apply((arn) => arn + "/orders/*") }],
  },
});`,
  check({ props, parameters, report }) {
    for (const statement of identityStatements(props)) {
      if (!statement.allows) continue;
      if (statement.hasNotAction) {
        report(`${statement.path} allows every action but those of its NotAction`);
      }
      for (const action of statement.actions) {
        if (parameters.allowedActions.includes(action)) continue;
        if (SERVICE_WILDCARD.test(action)) report(`${statement.path} allows Action "${action}"`);
      }
    }
  },
});
