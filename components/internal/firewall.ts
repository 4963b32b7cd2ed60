/** Security groups and the single rules that open them. */
import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

/** A security group that lets nothing in or out until a rule says so. */
export function createSecurityGroup(
  name: string,
  args: { readonly vpcId: pulumi.Input<string>; readonly description: string },
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  return new ec2.SecurityGroup(name, { vpcId: args.vpcId, description: args.description }, opts);
}

/** The other end of a rule: a security group, an AWS-managed prefix list, or an IPv4 range. */
export type Peer =
  | { readonly securityGroupId: pulumi.Input<string> }
  | { readonly prefixListId: pulumi.Input<string> }
  | { readonly cidrIpv4: string };

export interface RuleArgs {
  readonly securityGroupId: pulumi.Input<string>;
  readonly peer: Peer;
  /** TCP port. */
  readonly port: number;
  readonly description: string;
}

function ruleArguments(args: RuleArgs): vpc.SecurityGroupIngressRuleArgs {
  const { peer } = args;
  return {
    securityGroupId: args.securityGroupId,
    description: args.description,
    ipProtocol: "tcp",
    fromPort: args.port,
    toPort: args.port,
    ...("securityGroupId" in peer
      ? { referencedSecurityGroupId: peer.securityGroupId }
      : "prefixListId" in peer
        ? { prefixListId: peer.prefixListId }
        : { cidrIpv4: peer.cidrIpv4 }),
  };
}

/** Lets `peer` open connections to one TCP port of the group. */
export function allowFrom(
  name: string,
  args: RuleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return new vpc.SecurityGroupIngressRule(name, ruleArguments(args), opts);
}

/** Lets the group open connections to one TCP port of `peer`. */
export function allowTo(
  name: string,
  args: RuleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return new vpc.SecurityGroupEgressRule(name, ruleArguments(args), opts);
}

/** Lets the group open HTTPS connections to any address: AWS's APIs have no range of their own. */
export function allowHttpsOut(
  name: string,
  args: Pick<RuleArgs, "securityGroupId" | "description">,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return allowTo(name, { ...args, peer: { cidrIpv4: "0.0.0.0/0" }, port: 443 }, opts);
}
