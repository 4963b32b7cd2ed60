import { HTTP_STAGE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigwv2-stage-access-logs",
  title: "HTTP and WebSocket API stage writes access logs",
  service: "apigatewayv2",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["APIGateway.9"],
    checkov: ["CKV_AWS_76"],
    cdkNag: ["AwsSolutions-APIG1"],
    prowler: ["apigatewayv2_api_access_logging_enabled"],
  },
  types: HTTP_STAGE,
  fix: "Set accessLogSettings with the ARN of a log group and a format of JSON.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
  example: `
import { apigatewayv2 } from "@pulumi/aws";

new apigatewayv2.Stage("live", {
  ...settings,
  accessLogSettings: {
    destinationArn: logGroup.arn,
    format: JSON.stringify({
      requestId: "$context.requestId",
      status: "$context.status",
    }),
  },
});`,
  check({ props, report }) {
    const destination = props.at("accessLogSettings").at("destinationArn");
    if (destination.isMissing) report(`${destination.path} is not set`);
  },
});
