import { HTTP_STAGE, REST_METHOD_SETTINGS } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

export default defineResourceRule({
  id: "apigw-no-data-trace",
  title: "API Gateway does not log requests and answers whole",
  service: "apigateway",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: { checkov: ["CKV_AWS_276"] },
  types: [...REST_METHOD_SETTINGS, ...HTTP_STAGE],
  fix: "Set dataTraceEnabled to false: bodies and headers hold credentials and personal data.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  example: `
import { apigateway, apigatewayv2 } from "@pulumi/aws";

new apigateway.MethodSettings("every-method", {
  ...settings,
  settings: { loggingLevel: "ERROR", dataTraceEnabled: false },
});
new apigatewayv2.Stage("live", {
  ...settings,
  defaultRouteSettings: { dataTraceEnabled: false },
});`,
  remedy: [
    { path: "settings?.dataTraceEnabled", value: false },
    { path: "defaultRouteSettings?.dataTraceEnabled", value: false },
  ],
  check({ props, report }) {
    const traces = ["settings", "defaultRouteSettings"].map((settings) =>
      props.at(settings).at("dataTraceEnabled"),
    );
    const on = traces.find((trace) => trace.is(true));
    if (on) report(found(on));
  },
});
