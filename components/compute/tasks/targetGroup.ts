import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";
import { defaultHealthPath, type WorkloadArgs } from "../workload";
import { containerPort } from "./containerDefinition";

/** Seconds a load balancer lets requests finish before a task stops. */
export const drainSeconds = 30;

/** How a load balancer finds out which tasks or pods can work. */
export interface TargetHealthCheck {
  /** Seconds between two checks, 5 to 300. @default 10 */
  readonly intervalSeconds?: number;
  /** Seconds within which an answer counts, 2 to 120. @default 5 */
  readonly timeoutSeconds?: number;
  /** Passed checks in a row after which a target takes requests, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failed checks in a row after which it takes no more, 2 to 10. @default 3 */
  readonly unhealthyThreshold?: number;
}

/** How a load balancer hands requests to tasks or pods. */
export interface TargetOptions {
  /** @default every 10 seconds; 2 passed checks let a target in, 3 failed ones take it out */
  readonly healthCheck?: TargetHealthCheck;
  /** Seconds in which requests may finish before a task stops, 0 to 3600. @default 30 */
  readonly drainSeconds?: number;
  /** Seconds in which a new target's share of the requests grows, 30 to 900, or 0. @default 0, its whole share at once */
  readonly slowStartSeconds?: number;
}

/** Tags by which others than this stack know a target group. */
export interface TargetTags {
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where a load balancer finds the tasks or pods of a service, by their own addresses. */
export function createTargetGroup(
  name: string,
  args: Pick<WorkloadArgs, "network" | "healthPath"> & TargetOptions & TargetTags,
  opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  const { healthCheck = {}, slowStartSeconds = 0, tags } = args;
  return new lb.TargetGroup(
    autoNameWithin(name, 32),
    {
      targetType: "ip",
      protocol: "HTTP",
      port: containerPort,
      vpcId: args.network.vpcId,
      deregistrationDelay: args.drainSeconds ?? drainSeconds,
      ...(slowStartSeconds === 0 ? {} : { slowStart: slowStartSeconds }),
      healthCheck: {
        path: args.healthPath ?? defaultHealthPath,
        matcher: "200",
        interval: healthCheck.intervalSeconds ?? 10,
        timeout: healthCheck.timeoutSeconds ?? 5,
        healthyThreshold: healthCheck.healthyThreshold ?? 2,
        unhealthyThreshold: healthCheck.unhealthyThreshold ?? 3,
      },
      ...(tags && { tags }),
    },
    opts,
  );
}
