import type * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { allowFrom, allowHttpsOut, allowTo, createSecurityGroup } from "../../internal/firewall";
import { connectionsOf, type WorkloadArgs } from "../workload";
import { containerPort } from "./containerDefinition";

/**
 * Security group of a service's tasks or pods: the ingress reaches them, unless `routes` is empty; they
 * reach AWS's APIs and the servers that their links name; nothing else passes.
 */
export function createTaskFirewall(
  name: string,
  args: Pick<WorkloadArgs, "network" | "ingress" | "grants"> &
    Partial<Pick<WorkloadArgs, "routes">>,
  opts: pulumi.CustomResourceOptions,
): ec2.SecurityGroup {
  const description = `Tasks of the ${name} service`;
  const { group } = createOutwardFirewall(name, { ...args, description }, opts);
  if (args.routes?.length !== 0) admit(name, group, args.ingress.taskPeerSecurityGroupId, opts);
  return group;
}

/** A security group and the rules without which it lets nothing out. */
export interface OutwardFirewall {
  readonly group: ec2.SecurityGroup;
  readonly rules: readonly pulumi.Resource[];
}

/** Security group of tasks that nobody calls. */
export function createOutwardFirewall(
  name: string,
  args: Pick<WorkloadArgs, "network" | "grants"> & { readonly description: string },
  opts: pulumi.CustomResourceOptions,
): OutwardFirewall {
  const group = createSecurityGroup(
    `${name}-security-group`,
    { vpcId: args.network.vpcId, description: args.description },
    opts,
  );
  const toAws = allowHttpsOut(
    `${name}-to-aws`,
    {
      securityGroupId: group.id,
      description: "AWS APIs: image, log, linked resources",
    },
    opts,
  );
  return { group, rules: [toAws, ...connect(name, group, args.grants, opts)] };
}

/** One pair of rules between the ingress and the port that every service listens on. */
function admit(
  name: string,
  group: ec2.SecurityGroup,
  peer: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): void {
  const toTasks = { port: containerPort, description: `Load balancer to ${name}` };
  allowTo(
    `${name}-from-load-balancer-egress`,
    { ...toTasks, securityGroupId: peer, peer: { securityGroupId: group.id } },
    opts,
  );
  allowFrom(
    `${name}-from-load-balancer-ingress`,
    { ...toTasks, securityGroupId: group.id, peer: { securityGroupId: peer } },
    opts,
  );
}

/** One pair of rules for each server that a link leads to. */
export function connect(
  name: string,
  group: ec2.SecurityGroup,
  grants: WorkloadArgs["grants"],
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return connectionsOf({ grants }).flatMap(({ name: server, securityGroupId, port }) => {
    const rule = { port, description: `${name} to ${server}` };
    const out = allowTo(
      `${name}-to-${server}-egress`,
      { ...rule, securityGroupId: group.id, peer: { securityGroupId } },
      opts,
    );
    const into = allowFrom(
      `${name}-to-${server}-ingress`,
      { ...rule, securityGroupId, peer: { securityGroupId: group.id } },
      opts,
    );
    return [out, into];
  });
}
