import { REST_METHOD_SETTINGS, REST_STAGE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineStackRule } from "../../framework/rule";

const LEVELS = ["ERROR", "INFO"] as const;

export default defineStackRule({
  id: "apigw-method-logging",
  title: "REST API stage logs failed executions",
  service: "apigateway",
  severity: "medium",
  pillar: "operations",
  enforcement: "mandatory",
  controls: {
    fsbp: ["APIGateway.1"],
    checkov: ["CKV2_AWS_4"],
    cdkNag: ["AwsSolutions-APIG6"],
    prowler: ["apigateway_restapi_logging_enabled"],
  },
  types: REST_STAGE,
  relatedTypes: REST_METHOD_SETTINGS,
  fix: 'Add a MethodSettings for the stage with methodPath "*/*" and settings.loggingLevel "ERROR" or "INFO".',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.MethodSettings("every-method", {
  restApi: restApi.id,
  stageName: restStage.stageName,
  methodPath: "*/*",
  settings: { loggingLevel: "ERROR" },
});`,
  check({ resource, stack, report }) {
    const all = stack.referrers(resource, REST_METHOD_SETTINGS, "stageName");
    if (all === undefined) return;
    const everyMethod = all.find(({ props }) => !props.at("methodPath").isNot("*/*"));
    const level = everyMethod?.props.at("settings").at("loggingLevel");
    if (level === undefined) report('no MethodSettings with methodPath "*/*" names this stage');
    else if (level.isNot(...LEVELS)) {
      report(`the MethodSettings of this stage: ${found(level, ["OFF"])}`);
    }
  },
});
