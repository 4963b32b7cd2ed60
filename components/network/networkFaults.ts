/** What contradicts itself in a network's arguments. Pure. */
import type { ResourceKind, RuntimeKind } from "../../services/contract";
import { heldTwice } from "../internal/objects";
import {
  interfaceEndpointNames,
  interfaceEndpointsFor,
  type InterfaceEndpoint,
} from "./interfaceEndpoints";

/** The arguments that decide what exists. */
export interface NetworkShape {
  readonly zones: number;
  readonly nat: string;
  readonly cidrBlock: string;
  readonly interfaceEndpoints?: readonly InterfaceEndpoint[];
  readonly runtimes?: readonly RuntimeKind[];
  readonly resourceKinds?: readonly ResourceKind[];
}

/** Ranges that are nobody's on the internet: RFC 1918, and RFC 6598 for when those have run out. */
const privateRanges =
  /^(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.0\.0\/16$/;

const natStrategies = ["none", "single", "perZone"];

/** One sentence for each fault. */
export function networkFaults(shape: NetworkShape): string[] {
  const { zones, nat, cidrBlock } = shape;
  return [
    ...(zones === 2 || zones === 3
      ? []
      : [`zones must be 2 or 3, got ${zones}; every zone has a quarter of the address range`]),
    ...(natStrategies.includes(nat) ? [] : [`nat must be none, single or perZone, got "${nat}"`]),
    ...(privateRanges.test(cidrBlock) && cidrBlock.split(".").every(isByte)
      ? []
      : [`cidrBlock must be a private range of size /16 such as 10.0.0.0/16, got "${cidrBlock}"`]),
    ...endpointFaults(shape),
  ];
}

function isByte(part: string): boolean {
  return parseInt(part, 10) <= 255;
}

function endpointFaults(shape: NetworkShape): string[] {
  const { nat, interfaceEndpoints, runtimes, resourceKinds = [] } = shape;
  const unknown = interfaceEndpoints?.find((name) => !interfaceEndpointNames.includes(name));
  if (unknown !== undefined) {
    return [
      `interfaceEndpoints must name services with an interface endpoint, got "${unknown}"; known: ${interfaceEndpointNames.join(", ")}`,
    ];
  }
  const twice = heldTwice(interfaceEndpoints ?? []);
  if (twice !== undefined) {
    return [`interfaceEndpoints must name each service once, got "${twice}" twice`];
  }
  if (nat !== "none") return [];
  if (interfaceEndpoints === undefined && runtimes === undefined) {
    return [
      'nat "none" needs runtimes or interfaceEndpoints, got neither; say which runtimes run here, and the endpoints they need are created',
    ];
  }
  const missing = interfaceEndpointsFor(runtimes ?? [], resourceKinds).filter(
    (name) => interfaceEndpoints !== undefined && !interfaceEndpoints.includes(name),
  );
  return missing.length === 0
    ? []
    : [
        `interfaceEndpoints lacks ${missing.join(", ")}, which ${[...(runtimes ?? []), ...resourceKinds].join(", ")} needs when nat is "none"; add them, or leave interfaceEndpoints out`,
      ];
}
