import { createHash } from "node:crypto";
import * as apigateway from "@pulumi/aws/apigateway";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { createLogGroup } from "../../observability/logGroup";
import { accessLogSettings } from "./accessLog";
import { createAccountLogRole } from "./accountLogRole";
import type { RestApiGatewayArgs } from "./args";
import type { DeployedApi } from "./deployedApi";
import { planMethods, type AttachedRoute, type PlannedMethod } from "./plan";
import { restDocument } from "./restDocument";
import { createStageSettings } from "./restSettings";
import { createUsagePlans } from "./usagePlans";

const stageName = "live";

/**
 * A REST API whose methods are one OpenAPI document, imported over whatever there was. With a resource
 * for each method instead, Pulumi would delete a removed one only after the new deployment had been
 * made, and the deployment, a snapshot, would go on answering it.
 */
export function createRestApi(
  name: string,
  args: RestApiGatewayArgs,
  routes: readonly AttachedRoute[],
  opts: pulumi.CustomResourceOptions,
): DeployedApi {
  const methods = planMethods(routes, args.openApi);
  const body = pulumi.jsonStringify(restDocument(name, args, methods));
  const disableExecuteApiEndpoint = args.customDomain !== undefined;
  const api = new apigateway.RestApi(
    `${name}-api`,
    { endpointConfiguration: { types: "REGIONAL" }, disableExecuteApiEndpoint, body },
    opts,
  );
  const deployment = new apigateway.Deployment(
    `${name}-deployment`,
    {
      restApi: api.id,
      // A deployment is a snapshot, so each change of the API asks for a new one.
      triggers: {
        api: body.apply((text) => hash(`${text} ${String(disableExecuteApiEndpoint)}`)),
      },
    },
    opts,
  );
  const stage = createStage(name, args, { api, deployment, methods }, opts);
  new wafv2.WebAclAssociation(
    `${name}-web-acl`,
    { resourceArn: stage.arn, webAclArn: args.webAcl.arn },
    opts,
  );
  createStageSettings(name, args, { apiId: api.id, stage: stage.stageName, methods }, opts);
  return {
    apiId: api.id,
    executionArn: api.executionArn,
    stageName,
    stage: stage.stageName,
    apiKeyValues: createUsagePlans(name, args.apiKeys, { apiId: api.id, stage }, opts),
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

interface StageParts {
  readonly api: apigateway.RestApi;
  readonly deployment: apigateway.Deployment;
  readonly methods: readonly PlannedMethod[];
}

function createStage(
  name: string,
  args: RestApiGatewayArgs,
  { api, deployment, methods }: StageParts,
  opts: pulumi.CustomResourceOptions,
): apigateway.Stage {
  const { logs } = args;
  // API Gateway writes its execution log to a group of this name, and would create it without an end.
  const executionLog = new cloudwatch.LogGroup(
    `${name}-execution-logs`,
    {
      name: pulumi.interpolate`API-Gateway-Execution-Logs_${api.id}/${stageName}`,
      kmsKeyId: logs.key.arn,
      retentionInDays: logs.retentionDays,
    },
    opts,
  );
  const accessLog = createLogGroup(`${name}-access-logs`, logs, {}, opts);
  const cached = methods.some(({ route }) => (route.cacheSeconds ?? 0) > 0);
  const logRole =
    args.accountLogRole === "existing" ? [] : [createAccountLogRole(name, args, opts)];
  return new apigateway.Stage(
    `${name}-stage`,
    {
      restApi: api.id,
      deployment: deployment.id,
      stageName,
      accessLogSettings: accessLogSettings("rest", accessLog),
      xrayTracingEnabled: true,
      cacheClusterEnabled: cached,
      ...(cached ? { cacheClusterSize: String(args.cacheSizeGB ?? 0.5) } : {}),
    },
    { ...opts, dependsOn: [executionLog, ...logRole] },
  );
}
