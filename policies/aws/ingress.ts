/** Ingress of security groups in the three ways that @pulumi/aws offers. */
import type { Property } from "../framework/property";
import type { Resource } from "../framework/resource";
import {
  DEFAULT_SECURITY_GROUP,
  SECURITY_GROUP,
  SECURITY_GROUP_EGRESS_RULE,
  SECURITY_GROUP_INGRESS_RULE,
  SECURITY_GROUP_RULE,
} from "./types";

/** Ingress rules that are resources of their own. */
export const STANDALONE_INGRESS = [...SECURITY_GROUP_RULE, ...SECURITY_GROUP_INGRESS_RULE] as const;

/** Rules of either way that are resources of their own. */
export const STANDALONE_RULES = [...STANDALONE_INGRESS, ...SECURITY_GROUP_EGRESS_RULE] as const;

/** Resources that open a security group. */
export const INGRESS_TYPES = [
  ...SECURITY_GROUP,
  ...DEFAULT_SECURITY_GROUP,
  ...STANDALONE_INGRESS,
] as const;

/** Ports of TCP or UDP; ICMP and other protocols have none. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface WorldIngress {
  /** Which rule: the property's path, or empty for a rule that is a resource of its own. */
  readonly path: string;
  /** `0.0.0.0/0` or `::/0`. */
  readonly source: string;
  /** `all` for every protocol and port. */
  readonly ports: "all" | PortRange;
}

const EVERY_PROTOCOL = ["-1", "all"] as const;
const PORT_PROTOCOLS = ["tcp", "6", "udp", "17"] as const;

function worldSource(rule: Property): string | undefined {
  const sources = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((name) =>
    rule.at(name).texts(),
  );
  // Any address with prefix length 0 is the whole world, however it is written.
  const world = sources.find((source) => /^[\d.:a-f]{2,40}\/0$/i.test(source));
  if (world === undefined) return undefined;
  return world.includes(":") ? "::/0" : "0.0.0.0/0";
}

/** Which ports a rule opens; undefined when it opens none or the preview does not know. */
export function portsOf(rule: Property): WorldIngress["ports"] | undefined {
  const protocol = rule.at("ipProtocol").isMissing ? rule.at("protocol") : rule.at("ipProtocol");
  if (protocol.is(...EVERY_PROTOCOL)) return "all";
  if (!protocol.is(...PORT_PROTOCOLS, "TCP", "UDP")) return undefined;
  const from = rule.at("fromPort").number();
  const to = rule.at("toPort").number();
  if (from === undefined || to === undefined) return undefined;
  // -1 means "every" also where AWS asks for a port.
  return from < 0 || (from === 0 && to >= 65535) ? "all" : { from, to };
}

/** The ingress rules that a resource of `INGRESS_TYPES` holds or is. */
export function ingressRulesOf(resource: Resource): readonly Property[] {
  const { type, props } = resource;
  if (!STANDALONE_INGRESS.some((each) => each === type)) return props.at("ingress").items();
  const way = props.at("type");
  return way.isUnknown || way.is("egress") ? [] : [props];
}

/** Every rule of the resource that lets the whole world in, as far as the preview knows. */
export function worldIngress(resource: Resource): readonly WorldIngress[] {
  return ingressRulesOf(resource).flatMap((rule) => {
    const source = worldSource(rule);
    if (source === undefined) return [];
    const ports = portsOf(rule);
    return ports === undefined ? [] : [{ path: rule.path, source, ports }];
  });
}

/** A rule as a message shows it: `ingress[0] opens ports 22 to 23 to 0.0.0.0/0`. */
export function describeIngress({ path, source, ports }: WorldIngress): string {
  const subject = path === "" ? "the rule" : path;
  if (ports === "all") return `${subject} opens every port to ${source}`;
  const range =
    ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from} to ${ports.to}`;
  return `${subject} opens ${range} to ${source}`;
}
