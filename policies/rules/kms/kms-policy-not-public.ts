import { statementsOf } from "../../aws/policyDocument";
import { allowsEveryone } from "../../aws/publicAccess";
import { KEY, KEY_POLICY } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * The catalogue accepts kms:ViaService alone; that names the service in between, not the caller, so any
 * account could use the key through it. It is only accepted next to a key that pins the caller.
 */
export default defineResourceRule({
  id: "kms-policy-not-public",
  title: "KMS key policy is not public",
  service: "kms",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["KMS.5"],
    checkov: ["CKV_AWS_33"],
    prowler: ["kms_key_not_publicly_accessible"],
  },
  types: [...KEY, ...KEY_POLICY],
  fix: "Name the principals that may use the key, or narrow the statement with kms:CallerAccount or aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
  example: `
import { kms } from "@pulumi/aws";

new kms.Key("orders", {
  ...settings,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
    ],
  }),
});`,
  check({ props, report }) {
    for (const statement of statementsOf(props.at("policy"))) {
      if (!allowsEveryone(statement)) continue;
      report(`${statement.path} allows everyone without a condition that pins the caller`);
    }
  },
});
