/** Which methods an API has, from the routes of the services and the description of their operations. Pure. */
import type { Route } from "../../../services/contract";
import type { FunctionTarget } from "../ingress";
import type { ApiDocument } from "./apiDocument";
import type { PrivateServices } from "./args";
import { describeApi, type DescribedOperation } from "./describedApi";
import { covers, describedPath, gatewayPaths, variablesOf, type GatewayPath } from "./paths";

/** What answers a route. */
export type RouteTarget =
  | { readonly kind: "tasks"; readonly by: PrivateServices }
  | { readonly kind: "function"; readonly function: FunctionTarget };

export interface AttachedRoute {
  readonly route: Route;
  readonly target: RouteTarget;
}

/** Methods of an operation that takes any, as settings name them, which know no `ANY`. */
export const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"] as const;

/** One method of one resource. */
export interface PlannedMethod extends AttachedRoute {
  readonly path: GatewayPath;
  /** Variables of the path. */
  readonly variables: readonly string[];
  /** The described operation; absent when the route takes any method. */
  readonly operation?: DescribedOperation;
}

/** Every method; routes that the document describes have its operations and no other. */
export function planMethods(
  routes: readonly AttachedRoute[],
  document: ApiDocument | undefined,
): PlannedMethod[] {
  const operations = document === undefined ? [] : describeApi(document).operations;
  const owned = operations.map((operation) => ({
    operation,
    owner: ownerOf(routes, operation.template),
  }));
  return routes.flatMap((attached): PlannedMethod[] => {
    const own = owned.filter(({ owner }) => owner === attached);
    return own.length === 0
      ? gatewayPaths(attached.route.path).map((path) => planned(attached, path))
      : own.map(({ operation }) => planned(attached, describedPath(operation.template), operation));
  });
}

/** The methods, in capital letters, for which settings can be made. */
export function settableMethods({ operation }: PlannedMethod): readonly string[] {
  return operation === undefined ? everyMethod : [operation.method.toUpperCase()];
}

function planned(
  attached: AttachedRoute,
  path: GatewayPath,
  operation?: DescribedOperation,
): PlannedMethod {
  return { ...attached, path, variables: variablesOf(path.template), operation };
}

/** The route that a load balancer would take too: the longest pattern that matches. */
function ownerOf(routes: readonly AttachedRoute[], template: string): AttachedRoute | undefined {
  return routes
    .filter(({ route }) => covers(route.path, template))
    .reduce<AttachedRoute | undefined>(
      (best, one) => (best && best.route.path.length >= one.route.path.length ? best : one),
      undefined,
    );
}
