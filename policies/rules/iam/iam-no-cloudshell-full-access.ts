import { MANAGED_POLICY_TYPES, managedPolicies } from "../../aws/identityPolicies";
import { defineResourceRule } from "../../framework/rule";

const FULL_ACCESS = /^arn:aws[a-z-]*:iam::aws:policy\/AWSCloudShellFullAccess$/;

/** The policy lets files be uploaded to a shell that reaches the internet, and downloaded from it. */
export default defineResourceRule({
  id: "iam-no-cloudshell-full-access",
  title: "AWSCloudShellFullAccess is not attached",
  service: "iam",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["IAM.27"],
    cis: ["v5.0.0-1.21", "v6.0.0-2.21"],
    prowler: ["iam_policy_cloudshell_admin_not_attached"],
  },
  types: MANAGED_POLICY_TYPES,
  fix: "Attach a policy that allows cloudshell:CreateEnvironment and cloudshell:CreateSession without cloudshell:GetFileUploadUrls and cloudshell:GetFileDownloadUrls.",
  url: "https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  Effect: "Allow",
  Action: ["cloudshell:CreateEnvironment", "cloudshell:CreateSession"],
  Resource: "*",
};
const shell = new iam.Policy("shell", { policy: { Version: "2012-10-17", Statement: [statement] } });
new iam.RolePolicyAttachment("shell", {
  ...settings,
  policyArn: shell.arn,
});`,
  check({ props, report }) {
    for (const policy of managedPolicies(props)) {
      if (!FULL_ACCESS.test(policy.text() ?? "")) continue;
      report(`${policy.path} is AWS's AWSCloudShellFullAccess`);
    }
  },
});
