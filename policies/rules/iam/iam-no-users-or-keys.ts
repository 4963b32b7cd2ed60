import { ACCESS_KEY, IAM_USER, USER_LOGIN_PROFILE } from "../../aws/types";
import { strings } from "../../framework/parameters";
import { defineResourceRule } from "../../framework/rule";

const KINDS: ReadonlyMap<string, string> = new Map([
  ...IAM_USER.map((type) => [type, "an IAM user"] as const),
  ...ACCESS_KEY.map((type) => [type, "a long-lived access key"] as const),
  ...USER_LOGIN_PROFILE.map((type) => [type, "a password for the console"] as const),
]);

export default defineResourceRule({
  id: "iam-no-users-or-keys",
  title: "No IAM users or long-lived access keys",
  service: "iam",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    cis: ["v5.0.0-1.20", "v6.0.0-2.20"],
    checkov: ["CKV_AWS_273", "CKV2_AWS_22"],
    prowler: ["iam_user_with_temporary_credentials"],
  },
  types: [...IAM_USER, ...ACCESS_KEY, ...USER_LOGIN_PROFILE],
  parameters: {
    allowedUsers: strings({
      description: "Names of users that may exist, such as one for a mail server.",
      default: [],
    }),
  },
  fix: "Let people sign in through IAM Identity Center, and let workloads and pipelines assume a role.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

const statement: iam.PolicyStatement = {
  ...githubTrust,
  Condition: {
    StringEquals: {
      "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
      "token.actions.githubusercontent.com:sub": "repo:example/shop:environment:prod",
    },
  },
};
new iam.Role("pipeline", {
  assumeRolePolicy: { Version: "2012-10-17", Statement: [statement] },
});`,
  check({ resource, props, parameters, report }) {
    const name = props.at(resource.type === IAM_USER[0] ? "name" : "user");
    if (name.isUnknown || parameters.allowedUsers.includes(name.text() ?? "")) return;
    report(`the program declares ${KINDS.get(resource.type) ?? "a user"}`);
  },
});
