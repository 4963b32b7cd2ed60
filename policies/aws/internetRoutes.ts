/** Which subnets have a route to an internet gateway. */
import type { StackGraph } from "../framework/graph";
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import {
  DEFAULT_ROUTE_TABLE,
  INTERNET_GATEWAY,
  MAIN_ROUTE_TABLE_ASSOCIATION,
  ROUTE,
  ROUTE_TABLE,
  ROUTE_TABLE_ASSOCIATION,
  VPC,
} from "./types";

/** Resources that decide where a subnet's traffic goes. */
export const ROUTING_TYPES = [
  ...VPC,
  ...INTERNET_GATEWAY,
  ...ROUTE,
  ...ROUTE_TABLE,
  ...DEFAULT_ROUTE_TABLE,
  ...ROUTE_TABLE_ASSOCIATION,
  ...MAIN_ROUTE_TABLE_ASSOCIATION,
] as const;

const TABLES = [...ROUTE_TABLE, ...DEFAULT_ROUTE_TABLE] as const;
const DESTINATIONS = [
  ...["cidrBlock", "ipv6CidrBlock"],
  ...["destinationCidrBlock", "destinationIpv6CidrBlock"],
] as const;

/**
 * Whether the route, which stands in `property` of `holder`, takes every address to an internet gateway:
 * one of the stack, or one by its id.
 */
function leadsOut(stack: StackGraph, holder: Resource, property: string, route: Property): boolean {
  const isWorld = DESTINATIONS.some((name) => route.at(name).text()?.endsWith("/0") === true);
  const gateway = route.at("gatewayId");
  if (!isWorld || gateway.isMissing) return false;
  if (gateway.text()?.startsWith("igw-") === true) return true;
  const gateways = stack.targets(holder, property, INTERNET_GATEWAY) ?? [];
  const names = gateway.texts();
  return gateway.isUnknown
    ? gateways.length > 0
    : names.some((name) => stack.identified(INTERNET_GATEWAY, name).length > 0);
}

function tableLeadsOut(stack: StackGraph, table: Resource): boolean {
  const inline = table.props.at("routes").items();
  if (inline.some((route) => leadsOut(stack, table, "routes", route))) return true;
  const routes = stack.referrers(table, ROUTE, "routeTableId") ?? [];
  return routes.some((route) => leadsOut(stack, route, "gatewayId", route.references));
}

/** The tables of the subnet: its own, or the main one of its VPC where it has none. */
function tablesOf(stack: StackGraph, subnet: Resource): readonly Resource[] {
  const own = stack.referrers(subnet, ROUTE_TABLE_ASSOCIATION, "subnetId");
  if (own === undefined) return [];
  if (own.length > 0)
    return own.flatMap((each) => stack.targets(each, "routeTableId", TABLES) ?? []);
  const vpcs = stack.targets(subnet, "vpcId", VPC) ?? [];
  return vpcs.flatMap((vpc) => {
    const chosen = stack.referrers(vpc, MAIN_ROUTE_TABLE_ASSOCIATION, "vpcId");
    if (chosen === undefined) return [];
    return chosen.length > 0
      ? chosen.flatMap((each) => stack.targets(each, "routeTableId", TABLES) ?? [])
      : (stack.referrers(vpc, DEFAULT_ROUTE_TABLE, "defaultRouteTableId") ?? []);
  });
}

/** The first table of the subnet that has a route to an internet gateway, for every address; if any. */
export function internetTable(stack: StackGraph, subnet: Resource): Resource | undefined {
  return tablesOf(stack, subnet).find((table) => tableLeadsOut(stack, table));
}
