/** How each method of a REST API's stage is throttled, cached, measured and logged. */
import * as apigateway from "@pulumi/aws/apigateway";
import type * as pulumi from "@pulumi/pulumi";
import type { RestApiGatewayArgs } from "./args";
import { pathName } from "./paths";
import { settableMethods, type PlannedMethod } from "./plan";

export const defaultRequestsPerSecond = 1000;

interface SettingsArgs {
  readonly apiId: pulumi.Output<string>;
  readonly stage: pulumi.Output<string>;
  readonly methods: readonly PlannedMethod[];
}

/** Settings for all methods, and over them those of routes that want others. */
export function createStageSettings(
  name: string,
  args: RestApiGatewayArgs,
  { apiId, stage, methods }: SettingsArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const rate = args.requestsPerSecond ?? defaultRequestsPerSecond;
  const forAll = new apigateway.MethodSettings(
    `${name}-settings`,
    { restApi: apiId, stageName: stage, methodPath: "*/*", settings: settingsOf(rate, 0) },
    opts,
  );
  for (const method of methods) {
    const { route } = method;
    for (const verb of settableMethods(method)) {
      const cacheSeconds = verb === "GET" ? (route.cacheSeconds ?? 0) : 0;
      if (route.requestsPerSecond === undefined && cacheSeconds === 0) continue;
      new apigateway.MethodSettings(
        `${name}-settings-${pathName(method.path.template)}-${verb.toLowerCase()}`,
        {
          restApi: apiId,
          stageName: stage,
          methodPath: `${settingsPath(method.path.template)}/${verb}`,
          settings: settingsOf(route.requestsPerSecond ?? rate, cacheSeconds),
        },
        // Settings of one method take the place of all those for every method.
        { ...opts, dependsOn: forAll },
      );
    }
  }
}

/**
 * `/carts/{customerId}` as `~1carts~1{customerId}`: AWS writes the slashes of a path so, and the provider
 * hands it on as it is.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateStage.html
 */
function settingsPath(template: string): string {
  return template.replaceAll("/", "~1");
}

function settingsOf(requestsPerSecond: number, cacheSeconds: number) {
  return {
    metricsEnabled: true,
    loggingLevel: "ERROR",
    // A trace would hold customers' requests and tokens.
    dataTraceEnabled: false,
    throttlingRateLimit: requestsPerSecond,
    throttlingBurstLimit: requestsPerSecond,
    ...(cacheSeconds === 0
      ? { cachingEnabled: false }
      : {
          cachingEnabled: true,
          cacheTtlInSeconds: cacheSeconds,
          cacheDataEncrypted: true,
          // Otherwise any caller could empty the cache by a header.
          requireAuthorizationForCacheControl: true,
          unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITHOUT_RESPONSE_HEADER",
        }),
  };
}
