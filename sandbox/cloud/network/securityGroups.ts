/**
 * Who may open a connection to whom, as the deployed security groups say.
 *
 * A connection passes when the caller's groups let it out and the receiver's groups let it in; rules
 * of several groups add up. Network ACLs and routes are not consulted.
 */
import { z } from "zod";
import type { DeployedStack } from "../state/deployedStack";
import { cidrContains } from "./cidr";

export type Direction = "ingress" | "egress";

/** One allowance. `fromPort` and `toPort` are absent for all ports. */
export interface SecurityGroupRule {
  readonly groupId: string;
  readonly direction: Direction;
  /** `tcp`, or `-1` for every protocol. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer:
    | { readonly kind: "group"; readonly groupId: string }
    | { readonly kind: "prefixList"; readonly prefixListId: string }
    | { readonly kind: "cidr"; readonly cidr: string };
}

/** One end of a connection inside the VPC. */
export interface Endpoint {
  /** How messages call it, such as `load balancer "shop"`. */
  readonly label: string;
  readonly groupIds: readonly string[];
  /** Address ranges it may have: those of its subnets. */
  readonly subnetCidrs: readonly string[];
}

const separateRule = z.object({
  securityGroupId: z.string(),
  ipProtocol: z.string(),
  fromPort: z.number().optional(),
  toPort: z.number().optional(),
  referencedSecurityGroupId: z.string().optional(),
  prefixListId: z.string().optional(),
  cidrIpv4: z.string().optional(),
});
const inlineRule = z.object({
  protocol: z.string(),
  fromPort: z.number().optional(),
  toPort: z.number().optional(),
  securityGroups: z.array(z.string()).default([]),
  prefixListIds: z.array(z.string()).default([]),
  cidrBlocks: z.array(z.string()).default([]),
  self: z.boolean().default(false),
});
const group = z.object({
  ingress: z.array(inlineRule).default([]),
  egress: z.array(inlineRule).default([]),
});

type Peer = SecurityGroupRule["peer"];

function peerOf(rule: z.infer<typeof separateRule>): Peer | undefined {
  if (rule.referencedSecurityGroupId !== undefined) {
    return { kind: "group", groupId: rule.referencedSecurityGroupId };
  }
  if (rule.prefixListId !== undefined) {
    return { kind: "prefixList", prefixListId: rule.prefixListId };
  }
  return rule.cidrIpv4 === undefined ? undefined : { kind: "cidr", cidr: rule.cidrIpv4 };
}

function inlinePeers(rule: z.infer<typeof inlineRule>, ownId: string): Peer[] {
  return [
    ...rule.securityGroups.map((groupId): Peer => ({ kind: "group", groupId })),
    ...rule.prefixListIds.map((prefixListId): Peer => ({ kind: "prefixList", prefixListId })),
    ...rule.cidrBlocks.map((cidr): Peer => ({ kind: "cidr", cidr })),
    ...(rule.self ? [{ kind: "group", groupId: ownId } satisfies Peer] : []),
  ];
}

/** Every rule of the stack, whether a resource of its own or written inside its group. */
export function readSecurityGroupRules(stack: DeployedStack): SecurityGroupRule[] {
  const rules: SecurityGroupRule[] = [];
  for (const direction of ["ingress", "egress"] as const) {
    const noun = direction === "ingress" ? "Ingress" : "Egress";
    const type = `aws:vpc/securityGroup${noun}Rule:SecurityGroup${noun}Rule`;
    for (const { properties } of stack.ofType(type, separateRule)) {
      const peer = peerOf(properties);
      if (peer === undefined) continue;
      const { fromPort, toPort } = properties;
      const { securityGroupId: groupId, ipProtocol: protocol } = properties;
      rules.push({ groupId, direction, protocol, fromPort, toPort, peer });
    }
    for (const { id, properties } of stack.ofType("aws:ec2/securityGroup:SecurityGroup", group)) {
      for (const { protocol, fromPort, toPort, ...rest } of properties[direction]) {
        for (const peer of inlinePeers({ protocol, ...rest }, id)) {
          rules.push({ groupId: id, direction, protocol, fromPort, toPort, peer });
        }
      }
    }
  }
  return rules;
}

/** Ids of the security groups that the stack itself deployed. */
export function readSecurityGroupIds(stack: DeployedStack): Set<string> {
  return new Set(
    stack.ofType("aws:ec2/securityGroup:SecurityGroup", z.object({})).map(({ id }) => id),
  );
}

/** Address ranges by subnet id. */
export function readSubnetCidrs(stack: DeployedStack): Map<string, string> {
  const subnets = stack.ofType(
    "aws:ec2/subnet:Subnet",
    z.object({ cidrBlock: z.string().optional() }),
  );
  return new Map(
    subnets.flatMap(({ id, properties }) =>
      properties.cidrBlock === undefined ? [] : [[id, properties.cidrBlock]],
    ),
  );
}

function coversPort(rule: SecurityGroupRule, port: number): boolean {
  // Protocol -1 ignores ports; with TCP, -1 to -1 or nothing means all of them.
  if (rule.protocol === "-1" || rule.protocol === "all") return true;
  if (rule.protocol !== "tcp" && rule.protocol !== "6") return false;
  const from = rule.fromPort ?? -1;
  const to = rule.toPort ?? -1;
  return from === -1 || (from <= port && port <= to);
}

function namesPeer(rule: SecurityGroupRule, peer: Endpoint): boolean {
  const named = rule.peer;
  if (named.kind === "group") return peer.groupIds.includes(named.groupId);
  if (named.kind === "prefixList") return false;
  // Nobody knows which address of the subnet the peer has, so the rule must cover all of them.
  return named.cidr === "0.0.0.0/0" || coversSubnets(named.cidr, peer.subnetCidrs);
}

function coversSubnets(cidr: string, subnets: readonly string[]): boolean {
  return subnets.length > 0 && subnets.every((subnet) => cidrContains(cidr, subnet));
}

function rulesOf(
  rules: readonly SecurityGroupRule[],
  endpoint: Endpoint,
  direction: Direction,
  port: number,
): SecurityGroupRule[] {
  return rules.filter(
    (rule) =>
      rule.direction === direction &&
      endpoint.groupIds.includes(rule.groupId) &&
      coversPort(rule, port),
  );
}

/** Why `from` cannot reach `to` on a TCP port, naming the missing rule; undefined when it can. */
export function explainBlocked(
  rules: readonly SecurityGroupRule[],
  from: Endpoint,
  to: Endpoint,
  port: number,
): string | undefined {
  const missing = [];
  if (!rulesOf(rules, from, "egress", port).some((rule) => namesPeer(rule, to))) {
    missing.push(
      `an egress rule on ${describe(from)} for TCP port ${port} towards ${describe(to)}`,
    );
  }
  if (!rulesOf(rules, to, "ingress", port).some((rule) => namesPeer(rule, from))) {
    missing.push(`an ingress rule on ${describe(to)} for TCP port ${port} from ${describe(from)}`);
  }
  if (missing.length === 0) return undefined;
  return `${from.label} cannot reach ${to.label} on TCP port ${port}: missing ${missing.join(" and ")}.`;
}

function describe(endpoint: Endpoint): string {
  const groups =
    endpoint.groupIds.length === 0 ? "no security group" : endpoint.groupIds.join(", ");
  return `${endpoint.label} (${groups})`;
}

/**
 * Why CloudFront cannot reach a load balancer, or undefined when it can. CloudFront comes from its
 * managed prefix list or, with a VPC origin, from a group that AWS owns and the state does not hold.
 */
export function explainBlockedFromCloudFront(
  rules: readonly SecurityGroupRule[],
  stackGroupIds: ReadonlySet<string>,
  balancer: Endpoint,
  port: number,
): string | undefined {
  const admitted = rulesOf(rules, balancer, "ingress", port).some(({ peer }) => {
    if (peer.kind === "prefixList") return true;
    if (peer.kind === "group") return !stackGroupIds.has(peer.groupId);
    return peer.cidr === "0.0.0.0/0" || coversSubnets(peer.cidr, balancer.subnetCidrs);
  });
  if (admitted) return undefined;
  return (
    `CloudFront cannot reach ${balancer.label} on TCP port ${port}: missing an ingress rule on ` +
    `${describe(balancer)} from CloudFront's managed prefix list or the VPC origin's security group.`
  );
}

/** Whether an endpoint may open HTTPS connections to anything at all, as pulling an image needs. */
export function mayReachAwsApis(rules: readonly SecurityGroupRule[], endpoint: Endpoint): boolean {
  return rulesOf(rules, endpoint, "egress", 443).length > 0;
}
