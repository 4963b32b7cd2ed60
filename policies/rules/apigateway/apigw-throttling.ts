import { HTTP_STAGE, REST_METHOD_SETTINGS } from "../../aws/types";
import type { Property } from "../../framework/property";
import { defineResourceRule } from "../../framework/rule";

const LIMITS = ["throttlingRateLimit", "throttlingBurstLimit"] as const;

function limitsOf(props: Property): Property {
  const settings = props.at("settings");
  return settings.isMissing ? props.at("defaultRouteSettings") : settings;
}

/**
 * Without limits of its own a stage takes whatever the account's quota allows, and starves every other
 * API of the account.
 */
export default defineResourceRule({
  id: "apigw-throttling",
  title: "API stages limit their requests",
  service: "apigateway",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: { cdkNag: ["Serverless-APIGWDefaultThrottling"] },
  types: [...REST_METHOD_SETTINGS, ...HTTP_STAGE],
  fix: "Set throttlingRateLimit and throttlingBurstLimit above zero.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html",
  example: `
import { apigateway, apigatewayv2 } from "@pulumi/aws";

new apigatewayv2.Stage("live", {
  ...settings,
  defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
});
new apigateway.MethodSettings("every-method", {
  ...settings,
  settings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
});`,
  check({ props, report }) {
    const holder = limitsOf(props);
    const limits = LIMITS.map((limit) => holder.at(limit));
    if (limits.some((limit) => limit.isUnknown)) return;
    const open = limits.filter((limit) => (limit.number() ?? -1) <= 0);
    if (open.length > 0) report(`no limit in ${open.map(({ path }) => path).join(" and ")}`);
  },
});
