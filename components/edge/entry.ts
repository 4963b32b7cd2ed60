/** The way into a stack, chosen by one word, with everything that way needs. */
import type * as pulumi from "@pulumi/pulumi";
import type { Route, ServiceDefinition } from "../../services/contract";
import type { LogBucket } from "../data/logBucket";
import type { TokenIssuer } from "../identity/tokenIssuer";
import type { Network } from "../network/network";
import type { LogSettings } from "../observability/logGroup";
import { ApiGateway } from "./apiGateway";
import type { ApiDocument } from "./apiGateway/apiDocument";
import { VpcLink } from "./apiGateway/vpcLink";
import { Certificate } from "./certificate";
import type { ApiOrigin, Ingress } from "./ingress";
import { LoadBalancer, type LoadBalancerArgs } from "./loadBalancer";
import { createOriginSecret } from "./originSecret";
import { WebAcl } from "./webAcl";

export interface EntryArgs {
  /**
   * `loadBalancer`: one load balancer for all services, the cheapest at steady traffic. `apiGateway`: a
   * REST API with a cache and limits of its own, which costs nothing while nobody calls; services that
   * run as tasks or pods are then reached through a VPC link and an internal load balancer.
   */
  readonly ingress: "loadBalancer" | "apiGateway";
  readonly services: readonly ServiceDefinition[];
  /** The site's domain, for the load balancer's certificate. */
  readonly domain: { readonly domainName: string; readonly hostedZoneId: string };
  readonly network: Network;
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  /** Tells names from those of other stacks in the account, such as `shop-dev`. */
  readonly prefix: string;
  readonly accessLogs: LogBucket;
  readonly logs: LogSettings;
  /** @default none; routes for customers are refused */
  readonly identity?: TokenIssuer;
  /** What the services answer, by which an API checks requests and caches answers. @default neither */
  readonly openApi?: ApiDocument;
  /** Refuses to delete the load balancer. @default false */
  readonly protect?: boolean;
}

export interface Entry {
  /** What the services attach their routes to. */
  readonly ingress: Ingress;
  /** Where CloudFront finds the API; asked for once every service has attached its routes. */
  open(): ApiOrigin;
}

/** Creates the way in under this name. */
export function createEntry(name: string, args: EntryArgs): Entry {
  return args.ingress === "loadBalancer" ? loadBalancerEntry(name, args) : apiEntry(name, args);
}

function createLoadBalancer(
  name: string,
  args: EntryArgs,
  own: Pick<LoadBalancerArgs, "webAcl" | "exposure">,
): LoadBalancer {
  const { network, accountId, accessLogs, protect, identity, domain } = args;
  const certificate = new Certificate("origin-certificate", domain);
  return new LoadBalancer(name, {
    ...{ network, accountId, accessLogs, protect, identity, certificate },
    // Services check the tokens that they are sent; a release that shifts traffic needs plain forwarding.
    shiftingCustomerRoutes: "checkedByService",
    ...own,
  });
}

function loadBalancerEntry(name: string, args: EntryArgs): Entry {
  const { prefix, logs } = args;
  const webAcl = new WebAcl(`${name}-firewall`, { scope: "REGIONAL", logName: prefix, logs });
  const loadBalancer = createLoadBalancer(name, args, { webAcl });
  return { ingress: loadBalancer, open: () => loadBalancer.origin };
}

function apiEntry(name: string, args: EntryArgs): Entry {
  const { prefix, logs, network, region, accountId, identity } = args;
  const originSecret = createOriginSecret(`${name}-origin-secret`);
  const webAcl = new WebAcl(`${name}-firewall`, {
    scope: "REGIONAL",
    logName: prefix,
    logs,
    originHeader: originSecret,
  });
  const gateway = new ApiGateway(name, {
    protocol: "rest",
    ...{ region, accountId, logs, webAcl, originSecret, openApi: args.openApi },
    ...(identity === undefined ? {} : { authorizer: { kind: "tokens", issuer: identity } }),
    ...(hasTasks(args.services) ? { privateServices: privateServices(name, args, webAcl) } : {}),
  });
  return { ingress: gateway, open: () => gateway.deploy() };

  function privateServices(api: string, { domain }: EntryArgs, firewall: WebAcl) {
    const vpcLink = new VpcLink(`${api}-link`, { network });
    const loadBalancer = createLoadBalancer(`${api}-tasks`, args, {
      webAcl: firewall,
      exposure: { kind: "vpcLink", peerSecurityGroupId: vpcLink.securityGroupId },
    });
    return { vpcLink, loadBalancer, serverName: domain.domainName };
  }
}

/** Functions are invoked by the API itself; everything else listens inside the network. */
function hasTasks(services: readonly ServiceDefinition[]): boolean {
  return services.some(({ runtime }) => runtime.kind !== "lambda");
}

/** Every route of every service. */
export function routesOf(services: readonly ServiceDefinition[]): Route[] {
  return services.flatMap(({ routes }) => routes);
}
