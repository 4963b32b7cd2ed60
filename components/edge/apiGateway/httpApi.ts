import * as apigatewayv2 from "@pulumi/aws/apigatewayv2";
import type * as pulumi from "@pulumi/pulumi";
import { createLogGroup } from "../../observability/logGroup";
import { accessLogSettings } from "./accessLog";
import type { Authorizer, HttpApiGatewayArgs } from "./args";
import type { DeployedApi } from "./deployedApi";
import { pathName } from "./paths";
import { planMethods, type AttachedRoute, type PlannedMethod, type RouteTarget } from "./plan";
import { defaultTimeoutSeconds, scopesOf } from "./restDocument";
import { defaultRequestsPerSecond } from "./restSettings";

/** The stage without a name in the path. */
const stageName = "$default";

/** An HTTP API: routes are resources of their own, and its stage follows every change. */
export function createHttpApi(
  name: string,
  args: HttpApiGatewayArgs,
  attached: readonly AttachedRoute[],
  opts: pulumi.CustomResourceOptions,
): DeployedApi {
  const api = new apigatewayv2.Api(
    `${name}-api`,
    { protocolType: "HTTP", disableExecuteApiEndpoint: args.customDomain !== undefined },
    opts,
  );
  const authorizerId = createAuthorizer(name, api, args.authorizer, opts)?.id;
  const integrations = new Map<string, apigatewayv2.Integration>();
  const methods = planMethods(attached, undefined);
  const routes = methods.map((method) => {
    const key = method.target.kind === "tasks" ? "tasks" : method.target.function.name;
    const integration =
      integrations.get(key) ??
      createIntegration(`${name}-integration-${key}`, api, args, method.target, opts);
    integrations.set(key, integration);
    return createRoute(name, args, { api, method, integration, authorizerId }, opts);
  });
  const stage = createStage(name, args, { api, methods, routes }, opts);
  return {
    apiId: api.id,
    executionArn: api.executionArn,
    stageName,
    stage: stage.name,
    apiKeyValues: {},
  };
}

function routeKey({ path }: PlannedMethod): string {
  return `ANY ${path.template}`;
}

function createAuthorizer(
  name: string,
  api: apigatewayv2.Api,
  authorizer: Authorizer | undefined,
  opts: pulumi.CustomResourceOptions,
): apigatewayv2.Authorizer | undefined {
  if (authorizer === undefined) return undefined;
  const shared = { apiId: api.id, identitySources: ["$request.header.Authorization"] };
  return new apigatewayv2.Authorizer(
    `${name}-authorizer`,
    authorizer.kind === "tokens"
      ? {
          ...shared,
          authorizerType: "JWT",
          jwtConfiguration: {
            issuer: authorizer.issuer.issuer,
            audiences: [authorizer.issuer.clientId],
          },
        }
      : {
          ...shared,
          authorizerType: "REQUEST",
          authorizerUri: authorizer.function.aliasInvokeArn,
          authorizerPayloadFormatVersion: "2.0",
          enableSimpleResponses: true,
          authorizerResultTtlInSeconds: authorizer.cacheSeconds ?? 0,
        },
    opts,
  );
}

function createIntegration(
  name: string,
  api: apigatewayv2.Api,
  args: HttpApiGatewayArgs,
  target: RouteTarget,
  opts: pulumi.CustomResourceOptions,
): apigatewayv2.Integration {
  const shared = {
    apiId: api.id,
    timeoutMilliseconds: (args.timeoutSeconds ?? defaultTimeoutSeconds) * 1000,
  };
  return new apigatewayv2.Integration(
    name,
    target.kind === "function"
      ? {
          ...shared,
          integrationType: "AWS_PROXY",
          integrationUri: target.function.aliasInvokeArn,
          payloadFormatVersion: "2.0",
        }
      : {
          ...shared,
          integrationType: "HTTP_PROXY",
          integrationMethod: "ANY",
          connectionType: "VPC_LINK",
          connectionId: target.by.vpcLink.vpcLinkId,
          integrationUri: target.by.loadBalancer.listenerArn,
          tlsConfig: { serverNameToVerify: target.by.serverName },
          payloadFormatVersion: "1.0",
        },
    opts,
  );
}

interface RouteParts {
  readonly api: apigatewayv2.Api;
  readonly method: PlannedMethod;
  readonly integration: apigatewayv2.Integration;
  readonly authorizerId: pulumi.Output<string> | undefined;
}

function createRoute(
  name: string,
  { authorizer }: HttpApiGatewayArgs,
  { api, method, integration, authorizerId }: RouteParts,
  opts: pulumi.CustomResourceOptions,
): apigatewayv2.Route {
  const authorization =
    method.route.auth === "public"
      ? { authorizationType: "NONE" }
      : authorizer?.kind === "function"
        ? { authorizationType: "CUSTOM", authorizerId }
        : { authorizationType: "JWT", authorizerId, authorizationScopes: scopesOf(authorizer) };
  return new apigatewayv2.Route(
    `${name}-route-${pathName(method.path.template)}`,
    {
      apiId: api.id,
      routeKey: routeKey(method),
      target: integration.id.apply((id) => `integrations/${id}`),
      ...authorization,
    },
    opts,
  );
}

interface StageParts {
  readonly api: apigatewayv2.Api;
  readonly methods: readonly PlannedMethod[];
  readonly routes: readonly apigatewayv2.Route[];
}

function createStage(
  name: string,
  args: HttpApiGatewayArgs,
  { api, methods, routes }: StageParts,
  opts: pulumi.CustomResourceOptions,
): apigatewayv2.Stage {
  const accessLog = createLogGroup(`${name}-access-logs`, args.logs, {}, opts);
  const rate = args.requestsPerSecond ?? defaultRequestsPerSecond;
  const own = methods.flatMap((method) => {
    const { requestsPerSecond } = method.route;
    return requestsPerSecond === undefined
      ? []
      : [{ routeKey: routeKey(method), ...limits(requestsPerSecond) }];
  });
  return new apigatewayv2.Stage(
    `${name}-stage`,
    {
      apiId: api.id,
      name: stageName,
      autoDeploy: true,
      accessLogSettings: accessLogSettings("http", accessLog),
      defaultRouteSettings: limits(rate),
      ...(own.length === 0 ? {} : { routeSettings: own }),
    },
    // API Gateway refuses settings of a route that is not there yet.
    { ...opts, dependsOn: [...routes] },
  );
}

function limits(requestsPerSecond: number) {
  return {
    detailedMetricsEnabled: true,
    throttlingRateLimit: requestsPerSecond,
    throttlingBurstLimit: requestsPerSecond,
  };
}
