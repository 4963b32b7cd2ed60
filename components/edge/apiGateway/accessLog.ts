/** Access logs: one line of JSON for each request. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";

const common = {
  requestId: "$context.requestId",
  extendedRequestId: "$context.extendedRequestId",
  time: "$context.requestTime",
  httpMethod: "$context.httpMethod",
  path: "$context.path",
  protocol: "$context.protocol",
  status: "$context.status",
  responseLength: "$context.responseLength",
  responseLatencyMs: "$context.responseLatency",
  integrationLatencyMs: "$context.integrationLatency",
  sourceIp: "$context.identity.sourceIp",
  userAgent: "$context.identity.userAgent",
  errorMessage: "$context.error.message",
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html */
const restFields = {
  ...common,
  resourcePath: "$context.resourcePath",
  integrationStatus: "$context.integration.status",
  integrationRequestId: "$context.integration.requestId",
  traceId: "$context.xrayTraceId",
  apiKeyId: "$context.identity.apiKeyId",
  webAclStatus: "$context.waf.status",
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const httpFields = {
  ...common,
  routeKey: "$context.routeKey",
  integrationStatus: "$context.integrationStatus",
  integrationRequestId: "$context.integration.requestId",
  integrationError: "$context.integrationErrorMessage",
  authorizerError: "$context.authorizer.error",
} as const;

/** Where a stage writes its access log, and how. */
export function accessLogSettings(
  protocol: "rest" | "http",
  group: cloudwatch.LogGroup,
): { readonly destinationArn: pulumi.Output<string>; readonly format: string } {
  const format = JSON.stringify(protocol === "rest" ? restFields : httpFields);
  return { destinationArn: group.arn, format };
}
