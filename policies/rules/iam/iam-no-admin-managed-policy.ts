import { MANAGED_POLICY_TYPES, managedPolicies } from "../../aws/identityPolicies";
import { defineResourceRule } from "../../framework/rule";

const ADMINISTRATION =
  /^arn:aws[a-z-]*:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

export default defineResourceRule({
  id: "iam-no-admin-managed-policy",
  title: "AdministratorAccess and IAMFullAccess are not attached",
  service: "iam",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["IAM.1"],
    cis: ["v5.0.0-1.15", "v6.0.0-2.15"],
    checkov: ["CKV_AWS_274", "CKV2_AWS_56"],
    cdkNag: ["AwsSolutions-IAM4"],
    prowler: [
      "iam_role_administratoraccess_policy",
      "iam_aws_attached_policy_no_administrative_privileges",
    ],
  },
  types: MANAGED_POLICY_TYPES,
  fix: "Attach a policy that lists the actions that are needed.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.RolePolicyAttachment("orders", {
  role: role.name,
  policyArn: ordersPolicy.arn,
});`,
  check({ props, report }) {
    for (const policy of managedPolicies(props)) {
      const name = ADMINISTRATION.exec(policy.text() ?? "")?.[1];
      if (name !== undefined) report(`${policy.path} is AWS's ${name}`);
    }
  },
});
