/** What an API Gateway would refuse or do wrongly, told before anything is created. Pure. */
import type { Route } from "../../../services/contract";
import { rangeFaults } from "../../internal/serviceFaults";
import type { ApiGatewayArgs, CustomDomain } from "./args";
import { pathFault } from "./paths";
import { planMethods, type AttachedRoute } from "./plan";

/** AWS's limits for an account and region, which the limits of one route cannot exceed. */
const mostRequestsPerSecond = 10_000;

/** The faults in the arguments alone. */
export function argumentFaults(args: ApiGatewayArgs): string[] {
  const { authorizer, customDomain } = args;
  const plans = args.protocol === "rest" ? args.apiKeys?.plans : undefined;
  return [
    ...(args.protocol === "rest" && args.webAcl.scope !== "REGIONAL"
      ? [
          `webAcl must have scope REGIONAL, got ${args.webAcl.scope}; the ACL of the distribution cannot stand before the API too`,
        ]
      : []),
    ...rateFaults("requestsPerSecond", args.requestsPerSecond),
    ...rangeFaults("timeoutSeconds", args.timeoutSeconds ?? 29, 1, 29),
    ...(authorizer?.kind === "function"
      ? rangeFaults("authorizer.cacheSeconds", authorizer.cacheSeconds ?? 0, 0, 3600)
      : []),
    ...(customDomain === undefined ? [] : domainFaults(customDomain)),
    ...Object.entries(plans ?? {}).flatMap(([name, plan]) =>
      rateFaults(`apiKeys.plans.${name}.requestsPerSecond`, plan.requestsPerSecond),
    ),
    ...(plans !== undefined && Object.keys(plans).length === 0
      ? ["apiKeys.plans must have a plan, got none; without a plan nobody holds a key"]
      : []),
  ];
}

function rateFaults(name: string, rate: number | undefined): string[] {
  return rangeFaults(name, rate, 1, mostRequestsPerSecond);
}

function domainFaults({ domainName, certificate }: CustomDomain): string[] {
  const wildcard = domainName.replace(/^[^.]+/, "*");
  if (certificate.names.includes(domainName) || certificate.names.includes(wildcard)) return [];
  return [
    `customDomain.certificate must name "${domainName}", got a certificate for ${certificate.names.join(", ")}; make one for the API's domain`,
  ];
}

/** The first fault in a route that a service attaches; undefined when there is none. */
export function routeFault(
  args: ApiGatewayArgs,
  route: Route,
  others: readonly AttachedRoute[],
): string | undefined {
  const { path } = route;
  if (others.some((other) => other.route.path === path)) {
    return `route "${path}" must belong to one service, got two; take it out of one definition`;
  }
  if (route.auth === "customer" && args.authorizer === undefined) {
    return `route "${path}" is for customers and needs an authorizer, got none; give { kind: "tokens", issuer } of a UserPool, or a function`;
  }
  return pathFault(path) ?? settingsFaults(route)[0];
}

function settingsFaults(route: Route): string[] {
  const { path, auth, cacheSeconds = 0, requestsPerSecond } = route;
  return [
    ...rateFaults(`requestsPerSecond of route "${path}"`, requestsPerSecond),
    ...rangeFaults(`cacheSeconds of route "${path}"`, cacheSeconds, 0, 3600),
    ...(auth === "customer" && cacheSeconds > 0
      ? [
          `cacheSeconds of route "${path}" must be 0 as its answers belong to one customer, got ${cacheSeconds}; make the route public or do not cache it`,
        ]
      : []),
  ];
}

/** The first fault in all routes together; undefined when there is none. */
export function apiFault(
  args: ApiGatewayArgs,
  routes: readonly AttachedRoute[],
): string | undefined {
  if (routes.length === 0) {
    return "must have a route when it is deployed, got none; create the services first, then call deploy()";
  }
  if (args.protocol === "http") return undefined;
  const unknown = args.apiKeys?.paths.find((path) =>
    routes.every(({ route }) => route.path !== path),
  );
  if (unknown !== undefined) {
    const known = routes.map(({ route }) => `"${route.path}"`).join(", ");
    return `apiKeys.paths must name routes, got "${unknown}"; routes are ${known}`;
  }
  const blind = planMethods(routes, args.openApi).find(
    ({ route, operation }) => (route.cacheSeconds ?? 0) > 0 && operation === undefined,
  );
  return (
    blind &&
    `route "${blind.route.path}" has cacheSeconds and must be described in openApi, got no operation of it; a cache needs to know the parameters that tell answers apart`
  );
}
