import { REST_STAGE } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigw-stage-xray",
  title: "REST API stage is traced by X-Ray",
  service: "apigateway",
  severity: "low",
  pillar: "operations",
  enforcement: "advisory",
  controls: {
    fsbp: ["APIGateway.3"],
    checkov: ["CKV_AWS_73"],
    cdkNag: ["Serverless-APIGWXrayEnabled"],
    prowler: ["apigateway_restapi_tracing_enabled"],
  },
  types: REST_STAGE,
  fix: "Set xrayTracingEnabled to true.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enabling-xray.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.Stage("live", { ...settings, xrayTracingEnabled: true });`,
  remedy: [{ path: "xrayTracingEnabled", value: true }],
  check({ props, report }) {
    const tracing = props.at("xrayTracingEnabled");
    if (tracing.isNot(true)) report(found(tracing));
  },
});
