/** What AWS would refuse in a load balancer, and routes whose tokens nobody would check. Pure. */
import type { Route } from "../../../services/contract";
import { rangeFaults } from "../../internal/serviceFaults";
import type { LoadBalancerArgs } from "../loadBalancer";

/** The first fault in the arguments, or undefined. */
export function argumentFault({
  webAcl,
  idleTimeoutSeconds = 60,
}: LoadBalancerArgs): string | undefined {
  if (webAcl.scope !== "REGIONAL") {
    return `webAcl must have scope REGIONAL, got one of scope ${webAcl.scope}, which is for CloudFront; create a WebAcl with scope "REGIONAL"`;
  }
  const [fault] = rangeFaults("idleTimeoutSeconds", idleTimeoutSeconds, 1, 4000);
  return fault === undefined ? undefined : `${fault}; leave it out for 60`;
}

type TokenChecks = Pick<LoadBalancerArgs, "exposure" | "identity" | "shiftingCustomerRoutes">;

/** A route for customers that must be checked here, since API Gateway does not check it before. */
function closedRoute(routes: readonly Route[], { exposure }: TokenChecks): Route | undefined {
  if (exposure?.kind === "vpcLink") return undefined;
  return routes.find(({ auth }) => auth === "customer");
}

/** Why a route's tokens cannot be checked, or undefined. */
export function openFault(routes: readonly Route[], checks: TokenChecks): string | undefined {
  const closed = closedRoute(routes, checks);
  return closed === undefined || checks.identity !== undefined
    ? undefined
    : `identity must say who issues tokens, as route "${closed.path}" is for customers, got none; give a UserPool as identity`;
}

/** Why a route's tokens would not be checked while its traffic shifts, or undefined. */
export function uncheckedFault(routes: readonly Route[], checks: TokenChecks): string | undefined {
  const closed = closedRoute(routes, checks);
  return closed === undefined || checks.shiftingCustomerRoutes === "checkedByService"
    ? undefined
    : `shiftingCustomerRoutes must be checkedByService for route "${closed.path}", which is for customers and whose release shifts traffic, got refused: ECS shifts no traffic of a rule that checks tokens; set it once the service checks them, or release it rolling`;
}
