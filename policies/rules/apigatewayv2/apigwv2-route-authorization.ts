import { operationsOf } from "../../aws/openApi";
import {
  declaredPublic,
  isListed,
  objectionTo,
  publicRoutes,
  shownRoute,
} from "../../aws/publicRoutes";
import { HTTP_API, HTTP_ROUTE } from "../../aws/types";
import { found } from "../../framework/display";
import type { StackGraph } from "../../framework/graph";
import type { Resource } from "../../framework/resource";
import { defineStackRule } from "../../framework/rule";

/** What an API of quick create answers where it names no route. */
const DEFAULT_ROUTE = "$default";

/**
 * A WebSocket API decides about its callers when they connect, and only there. True also while the preview
 * does not know the API's kind.
 */
function mayBeDecidedAtConnect(stack: StackGraph, route: Resource, key: string): boolean {
  if (key === "$connect") return false;
  const apis = stack.targets(route, "apiId", HTTP_API);
  if (apis === undefined) return true;
  const [api] = apis;
  if (api === undefined) return key !== DEFAULT_ROUTE && !key.includes(" /");
  return !api.props.at("protocolType").isNot("WEBSOCKET");
}

/**
 * Goes beyond the catalogue: reads APIs made from an OpenAPI document or by quick create as well, and
 * asks of a WebSocket API only what it can have, an authorizer on $connect.
 */
export default defineStackRule({
  id: "apigwv2-route-authorization",
  title: "HTTP and WebSocket API routes require authorization",
  service: "apigatewayv2",
  severity: "medium",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    fsbp: ["APIGateway.8"],
    checkov: ["CKV_AWS_309"],
    cdkNag: ["AwsSolutions-APIG4"],
    prowler: ["apigatewayv2_api_authorizers_enabled"],
  },
  parameters: {
    publicRoutes: publicRoutes("Routes such as GET /status"),
    declaredPublic,
  },
  types: [...HTTP_ROUTE, ...HTTP_API],
  fix: 'Set authorizationType to "JWT", "AWS_IAM" or "CUSTOM", and list a route that is meant to be public in publicRoutes.',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html",
  example: `
import { apigatewayv2 } from "@pulumi/aws";

new apigatewayv2.Route("get-orders", {
  ...settings,
  authorizationType: "JWT",
  authorizerId: httpAuthorizer.id,
});`,
  check({ resource, props, parameters, stack, report }) {
    if (HTTP_API.some((type) => type === resource.type)) {
      for (const operation of operationsOf(props.at("body"))) {
        const objection = objectionTo(operation, parameters);
        if (objection !== undefined) report(objection);
      }
      const quick = props.at("routeKey").text() ?? DEFAULT_ROUTE;
      if (!props.at("target").isMissing && !isListed(quick, parameters.publicRoutes)) {
        report("target makes a route without authorization");
      }
      return;
    }
    const authorization = props.at("authorizationType");
    const key = props.at("routeKey").text();
    if (key === undefined || key.startsWith("OPTIONS ")) return;
    if (mayBeDecidedAtConnect(stack, resource, key) || isListed(key, parameters.publicRoutes))
      return;
    if (authorization.isNot("JWT", "AWS_IAM", "CUSTOM")) {
      report(`${found(authorization, ["NONE"])} for ${shownRoute(key)}`);
    }
  },
});
