import { REST_STAGE } from "../../aws/types";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigw-stage-access-logs",
  title: "REST API stage writes access logs",
  service: "apigateway",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_76"],
    cdkNag: ["AwsSolutions-APIG1", "Serverless-APIGWAccessLogging"],
  },
  types: REST_STAGE,
  fix: "Set accessLogSettings with the ARN of a log group and a format of JSON.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.Stage("live", {
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
    const logs = props.at("accessLogSettings");
    const missing = ["destinationArn", "format"]
      .map((key) => logs.at(key))
      .find((p) => p.isMissing);
    if (missing) report(`${missing.path} is not set`);
  },
});
