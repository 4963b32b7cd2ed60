import { operationsOf } from "../../aws/openApi";
import { declaredPublic, isListed, objectionTo, publicRoutes } from "../../aws/publicRoutes";
import { REST_API, REST_METHOD } from "../../aws/types";
import { found } from "../../framework/display";
import { defineResourceRule } from "../../framework/rule";

/**
 * Goes beyond the catalogue: an API made from an OpenAPI document has no Method resources, so the
 * document is read too. A public operation must say so itself, or be listed. An API key is for metering
 * and authorizes nobody, so it does not count:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export default defineResourceRule({
  id: "apigw-method-authorization",
  title: "REST methods require authorization",
  service: "apigateway",
  severity: "high",
  pillar: "security",
  enforcement: "mandatory",
  controls: {
    checkov: ["CKV_AWS_59", "CKV2_AWS_70"],
    cdkNag: ["AwsSolutions-APIG4"],
    prowler: ["apigateway_restapi_authorizers_enabled"],
  },
  parameters: {
    publicRoutes: publicRoutes(
      "Logical names of Methods, and routes of OpenAPI documents such as GET /status,",
    ),
    declaredPublic,
  },
  types: [...REST_METHOD, ...REST_API],
  fix: 'Set authorization to "COGNITO_USER_POOLS", "CUSTOM" or "AWS_IAM", or name in a document\'s security a scheme with an authorizer; list what is meant to be public in publicRoutes.',
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html",
  example: `
import { apigateway } from "@pulumi/aws";

new apigateway.Method("get-orders", {
  ...settings,
  authorization: "COGNITO_USER_POOLS",
  authorizerId: authorizer.id,
});`,
  check({ resource, props, parameters, report }) {
    for (const operation of operationsOf(props.at("body"))) {
      const objection = objectionTo(operation, parameters);
      if (objection !== undefined) report(objection);
    }
    const authorization = props.at("authorization");
    const isMethod = !props.at("httpMethod").isMissing;
    if (!isMethod || !props.at("httpMethod").isNot("OPTIONS")) return;
    if (isListed(resource.name, parameters.publicRoutes)) return;
    if (authorization.isMissing || authorization.is("NONE")) report(found(authorization, ["NONE"]));
  },
});
