import { identityStatements, IDENTITY_POLICY_TYPES } from "../../aws/identityPolicies";
import { defineResourceRule } from "../../framework/rule";

const EVERY_ACTION = /^(\*{1,9}|\*:\*)$/;
const EVERY_RESOURCE = /^\*{1,9}$/;

export default defineResourceRule({
  id: "iam-no-full-admin",
  title: "IAM policies do not grant full administration",
  service: "iam",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["IAM.1"],
    cis: ["v5.0.0-1.15", "v6.0.0-2.15"],
    checkov: ["CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40"],
    cdkNag: ["AwsSolutions-IAM5"],
    prowler: [
      "iam_inline_policy_no_administrative_privileges",
      "iam_customer_attached_policy_no_administrative_privileges",
    ],
  },
  types: IDENTITY_POLICY_TYPES,
  fix: "Name the actions that are needed, and the resources they are needed on.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.RolePolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: queue.arn }],
  },
});`,
  check({ props, report }) {
    for (const { allows, actions, resources, hasNotResource, path } of identityStatements(props)) {
      const everyAction = actions.find((action) => EVERY_ACTION.test(action));
      if (!allows || everyAction === undefined) continue;
      if (resources.some((resource) => EVERY_RESOURCE.test(resource))) {
        report(`${path} allows Action "${everyAction}" on Resource "*"`);
      } else if (hasNotResource) {
        report(`${path} allows Action "${everyAction}" on all but its NotResource`);
      }
    }
  },
});
