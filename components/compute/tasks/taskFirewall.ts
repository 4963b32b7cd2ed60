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
  const group = createSecurityGroup(
    `${name}-security-group`,
    { vpcId: args.network.vpcId, description: `Tasks of the ${name} service` },
    opts,
  );
  if (args.routes?.length !== 0) admit(name, group, args.ingress.taskPeerSecurityGroupId, opts);
  allowHttpsOut(
    `${name}-to-aws`,
    {
      securityGroupId: group.id,
      description: "AWS APIs: image, log, linked resources",
    },
    opts,
  );
  connect(name, group, args.grants, opts);
  return group;
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
): void {
  for (const { name: server, securityGroupId, port } of connectionsOf({ grants })) {
    const rule = { port, description: `${name} to ${server}` };
    allowTo(
      `${name}-to-${server}-egress`,
      { ...rule, securityGroupId: group.id, peer: { securityGroupId } },
      opts,
    );
    allowFrom(
      `${name}-to-${server}-ingress`,
      { ...rule, securityGroupId, peer: { securityGroupId: group.id } },
      opts,
    );
  }
}
