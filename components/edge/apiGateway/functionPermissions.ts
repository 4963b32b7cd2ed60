/** Who lets an API invoke functions: for its own routes, and nothing else. */
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { FunctionTarget } from "../ingress";
import type { Authorizer } from "./args";
import type { DeployedApi } from "./deployedApi";
import { gatewayPaths, pathName } from "./paths";
import type { AttachedRoute } from "./plan";

/**
 * Lets the stage invoke each function by the function's own paths.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function permitFunctions(
  name: string,
  api: DeployedApi,
  routes: readonly AttachedRoute[],
): void {
  for (const { route, target } of routes) {
    if (target.kind !== "function") continue;
    for (const path of gatewayPaths(route.path)) {
      permit(
        `${target.function.name}-from-${name}-${pathName(path.template)}`,
        target.function,
        pulumi.interpolate`${api.executionArn}/${api.stageName}/*/${path.inArn}`,
      );
    }
  }
}

/** Lets the API ask a function about requests. */
export function permitAuthorizer(
  name: string,
  api: DeployedApi,
  authorizer: Authorizer | undefined,
): void {
  if (authorizer?.kind !== "function") return;
  permit(
    `${authorizer.function.name}-authorizes-${name}`,
    authorizer.function,
    pulumi.interpolate`${api.executionArn}/authorizers/*`,
  );
}

function permit(
  permissionName: string,
  target: FunctionTarget,
  sourceArn: pulumi.Output<string>,
): void {
  new lambda.Permission(
    permissionName,
    {
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      function: target.functionName,
      qualifier: target.aliasName,
      sourceArn,
    },
    { parent: target.parent },
  );
}
