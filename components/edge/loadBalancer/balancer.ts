import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { protectWithShieldAdvanced } from "../../internal/edgeShield";
import type { LoadBalancerArgs } from "../loadBalancer";
import type { Exposure } from "./exposure";
import { createRedirect } from "./listeners";

export interface BalancerArgs extends Pick<
  LoadBalancerArgs,
  "network" | "accessLogs" | "protect" | "idleTimeoutSeconds"
> {
  readonly exposure: Exposure;
  readonly securityGroupId: pulumi.Input<string>;
}

/** The load balancer itself, in the subnets that its exposure asks for; on the internet with a redirect to HTTPS. */
export function createBalancer(
  name: string,
  args: BalancerArgs,
  opts: pulumi.CustomResourceOptions,
): lb.LoadBalancer {
  const { network, accessLogs, exposure, protect = false } = args;
  const isPublic = exposure.kind === "internet";
  const logs = { enabled: true, bucket: accessLogs.bucketName, prefix: "load-balancer" };
  const balancer = new lb.LoadBalancer(
    `${name}-alb`,
    {
      loadBalancerType: "application",
      internal: !isPublic,
      subnets: isPublic ? network.publicSubnetIds : network.privateSubnetIds,
      securityGroups: [args.securityGroupId],
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      idleTimeout: args.idleTimeoutSeconds ?? 60,
      enableDeletionProtection: protect,
      accessLogs: logs,
      connectionLogs: logs,
    },
    { ...opts, dependsOn: accessLogs.ready, protect },
  );
  if (isPublic) createRedirect(`${name}-http`, balancer.arn, opts);
  if (isPublic && exposure.shieldAdvanced === true) {
    protectWithShieldAdvanced(`${name}-shield`, balancer.arn, opts);
  }
  return balancer;
}
