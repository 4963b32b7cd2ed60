import { plainSecret, variableLabel } from "../../aws/credentials";
import { HTTP_STAGE, REST_STAGE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigw-no-secrets-in-stage-variables",
  title: "Stage variables hold no secrets",
  service: "apigateway",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: { prowler: ["apigateway_restapi_no_secrets_in_stage_variables"] },
  types: [...REST_STAGE, ...HTTP_STAGE],
  fix: "Keep the secret in Secrets Manager and have the integration read it there.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.Stage("live", { ...settings, variables: { secretArn: secret.arn } });`,
  check({ props, report }) {
    for (const holder of ["variables", "stageVariables"]) {
      for (const [name, value] of props.at(holder).entries()) {
        const problem = plainSecret(name, value);
        if (problem !== undefined) report(`${variableLabel(name, holder)} ${problem}`);
      }
    }
  },
});
