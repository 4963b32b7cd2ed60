import {
  POLICY_ATTACHMENT,
  USER_POLICY,
  USER_POLICY_ATTACHMENT,
  USER_POLICY_ATTACHMENTS_EXCLUSIVE,
} from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/** What must be empty, in resources that may also be about no user. */
const LISTS: ReadonlyMap<string, string> = new Map([
  ...POLICY_ATTACHMENT.map((type) => [type, "users"] as const),
  ...USER_POLICY_ATTACHMENTS_EXCLUSIVE.map((type) => [type, "policyArns"] as const),
]);

export default defineResourceRule({
  id: "iam-users-no-direct-policies",
  title: "Users get permission only through groups",
  service: "iam",
  severity: "low",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["IAM.2"],
    cis: ["v5.0.0-1.14", "v6.0.0-2.14"],
    checkov: ["CKV_AWS_40"],
    prowler: ["iam_policy_attached_only_to_group_or_roles"],
  },
  types: [...USER_POLICY, ...USER_POLICY_ATTACHMENT, ...LISTS.keys()],
  fix: "Attach the policy to a group or a role.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.GroupPolicyAttachment("operators", {
  group: operators.name,
  policyArn: ordersPolicy.arn,
});`,
  check({ resource, props, report }) {
    const name = LISTS.get(resource.type);
    if (name === undefined) {
      report("the policy is a single user's");
      return;
    }
    const list = props.at(name);
    if (!list.isUnknown && !list.isMissing) report(`${name} is not empty`);
  },
});
