import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";
import { defaultHealthPath, type WorkloadArgs } from "../workload";
import { containerPort } from "./containerDefinition";

/** Seconds a load balancer lets requests finish before a task stops. */
export const drainSeconds = 30;

/** Where a load balancer finds the tasks or pods of a service, by their own addresses. */
export function createTargetGroup(
  name: string,
  args: Pick<WorkloadArgs, "network" | "healthPath">,
  opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  return new lb.TargetGroup(
    autoNameWithin(name, 32),
    {
      targetType: "ip",
      protocol: "HTTP",
      port: containerPort,
      vpcId: args.network.vpcId,
      deregistrationDelay: drainSeconds,
      healthCheck: {
        path: args.healthPath ?? defaultHealthPath,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
    },
    opts,
  );
}
