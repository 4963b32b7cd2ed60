/** How a VPC reaches AWS's services: by NAT, or by endpoints. */
import { anyOf } from "../framework/answers";
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { NAT_GATEWAY, SUBNET, VPC, VPC_ENDPOINT } from "./types";

/** Resources that say how a VPC reaches AWS's services. */
export const SERVICE_REACH_TYPES = [...NAT_GATEWAY, ...SUBNET, ...VPC_ENDPOINT] as const;

/** Undefined when the preview does not know. A regional NAT gateway names the VPC, a zonal its subnet. */
export function hasNat(stack: StackGraph, vpc: Resource): boolean | undefined {
  const answers = stack.ofType(NAT_GATEWAY).map((nat) => {
    const connectivity = nat.props.at("connectivityType");
    if (connectivity.isUnknown) return undefined;
    if (connectivity.is("private")) return false;
    if (!nat.props.at("vpcId").isMissing) return stack.targets(nat, "vpcId", VPC)?.includes(vpc);
    const subnets = stack.targets(nat, "subnetId", SUBNET);
    if (subnets === undefined) return undefined;
    return anyOf(subnets.map((subnet) => stack.targets(subnet, "vpcId", VPC)?.includes(vpc)));
  });
  return anyOf(answers);
}

/** Whether the endpoint is, or may be, one of this type for the service, such as `s3`; FIPS counts too. */
function mayBeFor(service: string, type: "Gateway" | "Interface", endpoint: Resource): boolean {
  const kind = endpoint.props.at("vpcEndpointType");
  const name = endpoint.props.at("serviceName");
  // AWS creates a gateway unless it is told otherwise.
  const isKind = kind.isMissing ? type === "Gateway" : !kind.isNot(type);
  const called = name.text()?.replace("-fips", "");
  return isKind && (name.isUnknown || called?.endsWith(`.${service}`) === true);
}

/**
 * Those of the services that the VPC has no endpoint of this type for; undefined when the preview does
 * not know.
 */
export function withoutEndpoint(
  stack: StackGraph,
  vpc: Resource,
  type: "Gateway" | "Interface",
  services: readonly string[],
): readonly string[] | undefined {
  if (stack.referrers(vpc, VPC_ENDPOINT, "vpcId") === undefined) return undefined;
  const possible = stack.possibleReferrers(vpc, VPC_ENDPOINT, "vpcId");
  return services.filter(
    (service) => !possible.some((endpoint) => mayBeFor(service, type, endpoint)),
  );
}
