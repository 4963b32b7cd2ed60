import { plainSecret, variableLabel } from "../../aws/credentials";
import { FUNCTION } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

/**
 * The value is never printed. Names that point at a secret, such as DB_PASSWORD_ARN, are fine.
 */
export default defineResourceRule({
  id: "lambda-no-env-secrets",
  title: "Lambda environment holds no plain secrets",
  service: "lambda",
  severity: "critical",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_45"], prowler: ["awslambda_function_no_secrets_in_variables"] },
  types: FUNCTION,
  fix: "Keep the value in Secrets Manager or Parameter Store, give the function its ARN, and read it at run time.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
  example: `
import { lambda } from "@pulumi/aws";

new lambda.Function("orders", {
  ...settings,
  environment: { variables: { DATABASE_LOGIN_ARN: secret.arn } },
});`,
  check({ props, report }) {
    for (const [name, value] of props.at("environment").at("variables").entries()) {
      const problem = plainSecret(name, value);
      if (problem !== undefined)
        report(`${variableLabel(name, "environment.variables")} ${problem}`);
    }
  },
});
