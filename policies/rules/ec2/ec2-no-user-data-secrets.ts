import { looksLikeCredential, secretsAssignedIn } from "../../aws/credentials";
import { INSTANCE, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "ec2-no-user-data-secrets",
  title: "User data holds no secrets",
  service: "ec2",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_46"],
    prowler: ["ec2_instance_secrets_user_data", "ec2_launch_template_no_secrets"],
  },
  types: [...INSTANCE, ...LAUNCH_TEMPLATE, ...LAUNCH_CONFIGURATION],
  fix: "Keep the secret in Secrets Manager and let the instance read it with its own role.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  example: `
import { ec2 } from "@pulumi/aws";

const script =
  "#!/bin/sh\\naws secretsmanager get-secret-value --secret-id shop/orders > /run/orders.json\\n";
new ec2.Instance("worker", {
  ...settings,
  iamInstanceProfile: instanceProfile.name,
  userData: script,
});
new ec2.LaunchTemplate("workers", {
  ...settings,
  iamInstanceProfile: { name: instanceProfile.name },
  userData: Buffer.from(script).toString("base64"),
});`,
  check({ props, report }) {
    for (const name of ["userData", "userDataBase64"]) {
      const text = props.at(name).text();
      if (text === undefined) continue;
      const readable = [text, Buffer.from(text, "base64").toString("utf8")];
      const lines = readable.flatMap((each) => each.split(/\s+|=/));
      if (lines.concat(readable).some((word) => looksLikeCredential(word))) {
        report(`${name} holds a value in the form of a credential`);
        continue;
      }
      const secrets = readable.flatMap(secretsAssignedIn);
      if (secrets.length > 0) report(`${name} assigns a plain value to ${secrets.join(" and ")}`);
    }
  },
});
