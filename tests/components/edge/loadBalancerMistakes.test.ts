import * as lb from "@pulumi/aws/lb";
import { LoadBalancer, type LoadBalancerArgs } from "../../../components/edge/loadBalancer";
import { WebAcl } from "../../../components/edge/webAcl";
import type { Route } from "../../../services/contract";
import { loadBalancerArgs, logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";

function create(more: Partial<LoadBalancerArgs> = {}): LoadBalancer {
  return new LoadBalancer("api", { ...loadBalancerArgs(), ...more });
}

function open(path: Route["path"], priority?: number): Route {
  return { path, auth: "public", ...(priority === undefined ? {} : { priority }) };
}

const customers: Route = { path: "/orders/*", auth: "customer" };

function targets(service: string) {
  return { production: new lb.TargetGroup(`${service}-targets`, {}) };
}

function shift(balancer: LoadBalancer, service: string, ...routes: Route[]) {
  const alternate = new lb.TargetGroup(`${service}-alternate`, {});
  return balancer.routeToTasks(routes, { ...targets(service), alternate });
}

describeMistakes("LoadBalancer", "load-balancer.md", [
  {
    argument: "webAcl",
    message:
      'webAcl must have scope REGIONAL, got one of scope CLOUDFRONT, which is for CloudFront; create a WebAcl with scope "REGIONAL"',
    make: () =>
      create({
        webAcl: new WebAcl("edge", { scope: "CLOUDFRONT", logName: "shop", logs: logSettings() }),
      }),
  },
  {
    argument: "idleTimeoutSeconds",
    message: "idleTimeoutSeconds must be a whole number from 1 to 4000, got 0; leave it out for 60",
    make: () => create({ idleTimeoutSeconds: 0 }),
  },
  {
    argument: "identity",
    message:
      'identity must say who issues tokens, as route "/orders/*" is for customers, got none; give a UserPool as identity',
    make: () => create().routeToTasks([customers], targets("orders")),
  },
  {
    argument: "exposure",
    message:
      "exposure must be cloudFront for a load balancer behind a Distribution, got internet; leave exposure out",
    make: () => create({ exposure: { kind: "internet" } }).origin,
  },
  {
    argument: "shiftingCustomerRoutes",
    message:
      'shiftingCustomerRoutes must be checkedByService for route "/orders/*", which is for customers and whose release shifts traffic, got refused: ECS shifts no traffic of a rule that checks tokens; set it once the service checks them, or release it rolling',
    make: () => shift(create(), "orders", customers),
  },
  {
    argument: "routes",
    message:
      "a release that shifts traffic has one rule for all paths of its service, which holds 5, got 6: /a, /b, /c, /d, /e, /f; join paths with *, or release it rolling",
    make: () =>
      shift(
        create(),
        "orders",
        ...(["/a", "/b", "/c", "/d", "/e", "/f"] as const).map((path) => open(path)),
      ),
  },
  {
    argument: "routes",
    message:
      'routes "/orders/old" and "/orders/*" overlap, and the rule that one of them shares with other paths, as its service\'s release shifts traffic, changes which is tried first; give that service one path, or release it rolling',
    make: () => {
      const balancer = create();
      balancer.routeToTasks([open("/orders/old")], targets("archive"));
      shift(balancer, "orders", open("/orders/*"), open("/orders/returns/all"));
    },
  },
  {
    argument: "priority",
    message:
      'priority of route "/orders/*" must be 2 at least where a release shifts traffic, got 1; raise it by one',
    make: () => shift(create(), "orders", open("/orders/*", 1)),
  },
  {
    argument: "priority",
    message:
      'routes "/orders" and "/carts" have the same listener priority 7; set priority on one of them to a free number from 2 to 50000',
    make: () => {
      const balancer = create();
      balancer.routeToTasks([open("/orders", 7)], targets("orders"));
      balancer.routeToTasks([open("/carts", 7)], targets("carts"));
    },
  },
]);
