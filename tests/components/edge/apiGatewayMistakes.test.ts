import * as lb from "@pulumi/aws/lb";
import { Certificate } from "../../../components/edge/certificate";
import { WebAcl } from "../../../components/edge/webAcl";
import { logSettings } from "../../helpers/components";
import { describeMistakes } from "../../helpers/mistakes";
import {
  functionTarget,
  orders,
  publicCarts,
  publicCatalog,
  restGateway,
  tokenIssuer,
  withCarts,
} from "./apiGatewayParts";

const names = { domainName: "shop.example.com", hostedZoneId: "Z1" };

describeMistakes("ApiGateway", "api-gateway.md", [
  {
    argument: "webAcl",
    message:
      "webAcl must have scope REGIONAL, got CLOUDFRONT; the ACL of the distribution cannot stand before the API too",
    make: () =>
      restGateway({
        webAcl: new WebAcl("edge", { scope: "CLOUDFRONT", logName: "test", logs: logSettings() }),
      }),
  },
  {
    argument: "privateServices",
    message:
      "privateServices must lead to services that run as tasks, got none; give a VpcLink and a LoadBalancer, or run the services on lambda",
    make: () =>
      restGateway().routeToTasks([publicCatalog], {
        production: new lb.TargetGroup("catalog-targets", {}),
      }),
  },
  {
    argument: "authorizer",
    message:
      'route "/orders/*" is for customers and needs an authorizer, got none; give { kind: "tokens", issuer } of a UserPool, or a function',
    make: () => withCarts(restGateway(), orders),
  },
  {
    argument: "customDomain.certificate",
    message:
      'customDomain.certificate must name "api.example.com", got a certificate for shop.example.com; make one for the API\'s domain',
    make: () =>
      restGateway({
        customDomain: {
          ...names,
          domainName: "api.example.com",
          certificate: new Certificate("site", names),
        },
      }),
  },
  {
    argument: "timeoutSeconds",
    message: "timeoutSeconds must be a whole number from 1 to 29, got 60",
    make: () => restGateway({ timeoutSeconds: 60 }),
  },
  {
    argument: "requestsPerSecond",
    message: "requestsPerSecond must be a whole number from 1 to 10000, got 0",
    make: () => restGateway({ requestsPerSecond: 0 }),
  },
  {
    argument: "authorizer.cacheSeconds",
    message: "authorizer.cacheSeconds must be a whole number from 0 to 3600, got 7200",
    make: () =>
      restGateway({
        authorizer: { kind: "function", function: functionTarget("guard"), cacheSeconds: 7200 },
      }),
  },
  {
    argument: "apiKeys.plans",
    message: "apiKeys.plans must have a plan, got none; without a plan nobody holds a key",
    make: () => restGateway({ apiKeys: { paths: ["/carts/*"], plans: {} } }),
  },
  {
    argument: "apiKeys.paths",
    message: 'apiKeys.paths must name routes, got "/cart"; routes are "/carts/*"',
    make: () =>
      withCarts(
        restGateway({ apiKeys: { paths: ["/cart"], plans: { a: { requestsPerSecond: 1 } } } }),
      ),
  },
  {
    argument: "routes",
    message:
      'route must be a fixed path or end in "/*", of letters, digits and ._-, got "/carts?"; API Gateway knows no other patterns: write one route for each path',
    make: () => withCarts(restGateway(), { ...publicCarts, path: "/carts?" }),
  },
  {
    argument: "routes",
    message: 'route "/carts/*" must belong to one service, got two; take it out of one definition',
    make: () => {
      const gateway = restGateway();
      gateway.routeToFunction([publicCarts], functionTarget());
      gateway.routeToFunction([publicCarts], functionTarget("baskets"));
    },
  },
  {
    argument: "routes",
    message:
      'cacheSeconds of route "/orders/*" must be 0 as its answers belong to one customer, got 60; make the route public or do not cache it',
    make: () =>
      withCarts(restGateway({ authorizer: { kind: "tokens", issuer: tokenIssuer() } }), {
        ...orders,
        cacheSeconds: 60,
      }),
  },
  {
    argument: "openApi",
    message:
      'route "/carts/*" has cacheSeconds and must be described in openApi, got no operation of it; a cache needs to know the parameters that tell answers apart',
    make: () => withCarts(restGateway(), { ...publicCarts, cacheSeconds: 60 }),
  },
  {
    argument: "deploy()",
    message:
      "origin is known once the API is deployed, got asked before; call deploy() after the services are created",
    make: () => restGateway().origin,
  },
  {
    argument: "deploy()",
    message:
      "must have a route when it is deployed, got none; create the services first, then call deploy()",
    make: () => restGateway().deploy(),
  },
  {
    argument: "deploy()",
    message: "must be deployed once, got a second deploy(); remove one of them",
    make: () => withCarts(restGateway()).deploy(),
  },
  {
    argument: "deploy()",
    message:
      'route "/catalog/*" must be attached before deploy(), got it after; create every service first',
    make: () => {
      withCarts(restGateway()).routeToFunction([publicCatalog], functionTarget("catalog"));
    },
  },
]);
