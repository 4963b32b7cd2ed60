import { identityStatements, IDENTITY_POLICY_TYPES } from "../../aws/identityPolicies";
import { concerns, covers, type Statement } from "../../aws/policyDocument";
import { defineResourceRule } from "../../framework/rule";

const DECRYPTION = ["kms:Decrypt", "kms:ReEncryptFrom"] as const;

/** A key of nobody, in each partition: what covers one names no account. */
const SOME_KEYS = ["aws", "aws-cn", "aws-us-gov"].map(
  (partition) => `arn:${partition}:kms:any-region:any-account:key/any-key`,
);

function isEveryKey({ resources, hasNotResource }: Statement): boolean {
  return (
    hasNotResource || resources.some((pattern) => SOME_KEYS.some((key) => covers(pattern, key)))
  );
}

/**
 * As in the catalogue, all keys of one account and region are a choice and stay, and conditions do not
 * count: kms:ViaService alone still leaves every key of the service to the identity.
 */
export default defineResourceRule({
  id: "iam-no-decrypt-with-all-keys",
  title: "IAM policies decrypt with named keys only",
  service: "iam",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { fsbp: ["KMS.1", "KMS.2"] },
  types: IDENTITY_POLICY_TYPES,
  fix: "Name the keys in Resource, or at least their account and region.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html",
  example: `
import { iam } from "@pulumi/aws";

new iam.RolePolicy("orders", {
  ...settings,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["kms:Decrypt"], Resource: key.arn }],
  },
});`,
  check({ props, report }) {
    for (const statement of identityStatements(props)) {
      if (!statement.allows || !isEveryKey(statement)) continue;
      const action = DECRYPTION.find((each) => concerns(statement, each));
      if (action !== undefined) report(`${statement.path} allows ${action} with every key`);
    }
  },
});
