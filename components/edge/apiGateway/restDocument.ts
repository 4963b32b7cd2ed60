/** The OpenAPI document that a REST API is: methods, integrations, authorizer, models, answers. */
import type * as pulumi from "@pulumi/pulumi";
import type { Authorizer, RestApiGatewayArgs } from "./args";
import { describeApi } from "./describedApi";
import { gatewayResponses } from "./gatewayResponses";
import type { PlannedMethod } from "./plan";

/** JSON whose values may be outputs. */
export type JsonInput =
  | pulumi.Input<string | number | boolean>
  | readonly JsonInput[]
  | { readonly [key: string]: JsonInput | undefined };
type JsonObject = Readonly<Record<string, JsonInput | undefined>>;

/** Scopes of which a token of any Cognito sign-in carries one. */
export const defaultScopes = ["openid", "aws.cognito.signin.user.admin"] as const;
export const defaultTimeoutSeconds = 29;

const validator = "parameters-and-body";

/** The whole document, for `RestApi.body`. */
export function restDocument(
  title: string,
  args: RestApiGatewayArgs,
  methods: readonly PlannedMethod[],
): JsonObject {
  const paths: Record<string, Record<string, JsonInput>> = {};
  for (const method of methods) {
    const verb = method.operation?.method ?? "x-amazon-apigateway-any-method";
    (paths[method.path.template] ??= {})[verb] = operationOf(args, method);
  }
  return {
    openapi: "3.0.1",
    info: args.openApi
      ? { title: args.openApi.info.title, version: args.openApi.info.version }
      : { title, version: "1.0.0" },
    paths,
    components: { schemas: modelsOf(args), securitySchemes: securitySchemes(args) },
    "x-amazon-apigateway-gateway-responses": plainJson(gatewayResponses()),
    "x-amazon-apigateway-request-validators": {
      [validator]: { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": validator,
  };
}

/** A copy as plain JSON, for values whose types say more than JSON does. */
function plainJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

function modelsOf({ openApi }: RestApiGatewayArgs): JsonObject {
  return openApi === undefined ? {} : plainJson(describeApi(openApi).models);
}

function operationOf(args: RestApiGatewayArgs, method: PlannedMethod): JsonObject {
  const { operation } = method;
  return {
    operationId: operation?.operationId,
    parameters: parametersOf(method),
    requestBody:
      operation?.bodyModel === undefined
        ? undefined
        : {
            required: operation.bodyRequired,
            content: {
              "application/json": {
                schema: { $ref: `#/components/schemas/${operation.bodyModel}` },
              },
            },
          },
    responses: { default: { description: "What the service answers" } },
    security: securityOf(args, method),
    "x-amazon-apigateway-integration": integrationOf(args, method),
  };
}

function parametersOf({ variables, operation }: PlannedMethod): JsonInput[] {
  const described = operation?.parameters.filter((one) => one.in !== "path") ?? [];
  return [
    ...variables.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } })),
    ...described.map(({ name, in: place, required }) => ({
      ...{ name, in: place, required },
      schema: { type: "string" },
    })),
  ];
}

/** No entry means that anybody may call. */
function securityOf(args: RestApiGatewayArgs, { route }: PlannedMethod): JsonInput[] {
  const keyed = args.apiKeys?.paths.includes(route.path) ?? false;
  const requirement = {
    ...(route.auth === "customer" ? { customers: scopesOf(args.authorizer) } : {}),
    ...(keyed ? { apiKey: [] } : {}),
  };
  return Object.keys(requirement).length === 0 ? [] : [requirement];
}

export function scopesOf(authorizer: Authorizer | undefined): string[] {
  return authorizer?.kind === "tokens" ? [...(authorizer.scopes ?? defaultScopes)] : [];
}

function securitySchemes({ authorizer, apiKeys }: RestApiGatewayArgs): JsonObject {
  const header = { type: "apiKey", name: "Authorization", in: "header" };
  return {
    customers: authorizer && { ...header, ...authorizerExtensions(authorizer) },
    apiKey: apiKeys && { ...header, name: "x-api-key" },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizerExtensions(authorizer: Authorizer): JsonObject {
  if (authorizer.kind === "tokens") {
    return {
      "x-amazon-apigateway-authtype": "cognito_user_pools",
      "x-amazon-apigateway-authorizer": {
        type: "cognito_user_pools",
        providerARNs: [authorizer.issuer.userPoolArn],
      },
    };
  }
  return {
    "x-amazon-apigateway-authtype": "custom",
    "x-amazon-apigateway-authorizer": {
      type: "request",
      authorizerUri: authorizer.function.aliasInvokeArn,
      identitySource: "method.request.header.Authorization",
      authorizerResultTtlInSeconds: authorizer.cacheSeconds ?? 0,
    },
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html */
function integrationOf(args: RestApiGatewayArgs, method: PlannedMethod): JsonObject {
  const { target, variables } = method;
  const shared = {
    timeoutInMillis: (args.timeoutSeconds ?? defaultTimeoutSeconds) * 1000,
    passthroughBehavior: "when_no_match",
    cacheKeyParameters: cacheKeys(method),
  };
  if (target.kind === "function") {
    return {
      type: "aws_proxy",
      httpMethod: "POST",
      uri: target.function.aliasInvokeArn,
      ...shared,
    };
  }
  const { vpcLink, loadBalancer, serverName } = target.by;
  return {
    type: "http_proxy",
    httpMethod: method.operation?.method.toUpperCase() ?? "ANY",
    connectionType: "VPC_LINK",
    connectionId: vpcLink.vpcLinkId,
    // The load balancer is found by its ARN; the URI gives Host header, name to verify, and the path,
    // without the stage: https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
    integrationTarget: loadBalancer.arn,
    uri: `https://${serverName}:443${method.path.forwarded}`,
    requestParameters: Object.fromEntries(
      variables.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]),
    ),
    ...shared,
  };
}

/** Without them, all paths and queries of a method would share one cached answer. */
function cacheKeys({ route, variables, operation }: PlannedMethod): string[] | undefined {
  if ((route.cacheSeconds ?? 0) === 0 || operation?.method !== "get") return undefined;
  return [
    ...variables.map((name) => `method.request.path.${name}`),
    ...operation.parameters.flatMap(({ name, in: place }) => {
      if (place === "path") return [];
      return [`method.request.${place === "query" ? "querystring" : place}.${name}`];
    }),
  ];
}
