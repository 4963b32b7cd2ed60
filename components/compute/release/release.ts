import type * as ecs from "@pulumi/aws/ecs";
import type { input } from "@pulumi/aws/types";
import type * as pulumi from "@pulumi/pulumi";
import type { TaskRules, TaskTargets, TestEndpoint } from "../../edge/ingress";
import type { Release } from "../../../services/contract";
import { ArgumentError } from "../../internal/errors";
import type { WorkloadArgs } from "../workload";
import { createReleaseAlarms } from "./alarms";
import { createInfrastructureRole } from "./infrastructureRole";
import { createSmokeHook } from "./smokeHook";
import {
  alarmsOf,
  circuitBreaker,
  defaultRelease,
  isShifting,
  type ShiftingRelease,
  strategySettings,
  waitingMinutes,
} from "./strategy";

/** Where a service's requests come in. */
export interface Entrance {
  readonly targets: TaskTargets;
  readonly rules: TaskRules;
}

export interface ServiceReleaseArgs extends WorkloadArgs {
  /** @default none; a service without routes has nothing to shift and no requests to watch */
  readonly entrance?: Entrance;
}

/** What a release adds to an ECS service. */
export interface ServiceRelease {
  readonly settings: Pick<
    ecs.ServiceArgs,
    "alarms" | "deploymentCircuitBreaker" | "deploymentConfiguration"
  >;
  /** What it adds to the service's one load balancer. */
  readonly loadBalancer: Pick<input.ecs.ServiceLoadBalancer, "advancedConfiguration">;
  /** Minutes that it spends waiting on purpose. */
  readonly waitingMinutes: number;
}

/**
 * How new tasks take over: the strategy, the alarms that take a release back, and for a strategy that
 * shifts traffic ECS's role, the second target group and the smoke test.
 */
export function createServiceRelease(
  name: string,
  args: ServiceReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): ServiceRelease {
  const release = args.release ?? defaultRelease;
  const breaker = circuitBreaker(release);
  const alarmNames = createAlarms(name, release, args, opts);
  const shifting = isShifting(release) ? createShifting(name, release, args, opts) : undefined;
  return {
    settings: {
      deploymentConfiguration: { ...strategySettings(release), ...shifting?.hooks },
      ...(breaker === undefined ? {} : { deploymentCircuitBreaker: breaker }),
      ...(alarmNames.length === 0 ? {} : { alarms: { enable: true, rollback: true, alarmNames } }),
    },
    loadBalancer: shifting?.loadBalancer ?? {},
    waitingMinutes: waitingMinutes(release),
  };
}

/** Names of the alarms that take the release back, on both target groups, since ECS takes them in turn. */
function createAlarms(
  name: string,
  release: Release,
  { entrance, slo, releaseTopicArn }: ServiceReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string>[] {
  if (entrance === undefined) return [];
  const { production, alternate } = entrance.targets;
  const alarms = createReleaseAlarms(
    name,
    {
      alarms: alarmsOf(release),
      slo,
      loadBalancerArnSuffix: entrance.rules.loadBalancerArnSuffix,
      targetGroups: alternate === undefined ? { production } : { production, alternate },
      topicArn: releaseTopicArn,
    },
    opts,
  );
  return alarms.map((alarm) => alarm.name);
}

/**
 * ECS changes the weights in the listener rule, the service keeps naming the same pair of groups.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
 */
function createShifting(
  name: string,
  release: ShiftingRelease,
  args: ServiceReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): {
  readonly hooks: Pick<input.ecs.ServiceDeploymentConfiguration, "lifecycleHooks">;
  readonly loadBalancer: ServiceRelease["loadBalancer"];
} {
  const { targets, rules } = args.entrance ?? {};
  const [productionRule] = rules?.production ?? [];
  if (!rules || !targets?.alternate || productionRule === undefined) {
    throw new ArgumentError(
      "ContainerService",
      name,
      `release.strategy ${release.strategy} needs a listener rule and a second target group, got none; give the service a route`,
    );
  }
  const [testRule] = rules.test;
  const hookArn =
    release.smokePath === undefined
      ? undefined
      : createHook(name, release.smokePath, rules.testEndpoint, args, opts);
  const roleArn = createInfrastructureRole(
    name,
    {
      targetGroups: [targets.production, targets.alternate],
      rules: [...new Set([...rules.production, ...rules.test])],
      hookArn,
    },
    opts,
  );
  return {
    hooks:
      hookArn === undefined
        ? {}
        : {
            lifecycleHooks: [
              {
                hookTargetArn: hookArn,
                roleArn,
                lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
              },
            ],
          },
    loadBalancer: {
      advancedConfiguration: {
        alternateTargetGroupArn: targets.alternate.arn,
        productionListenerRule: productionRule.arn,
        ...(testRule === undefined ? {} : { testListenerRule: testRule.arn }),
        roleArn,
      },
    },
  };
}

function createHook(
  name: string,
  path: string,
  endpoint: TestEndpoint | undefined,
  { network, logs, region, accountId }: ServiceReleaseArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  if (endpoint === undefined) {
    throw new ArgumentError(
      "ContainerService",
      name,
      `release.smokePath needs an ingress with a test listener, got ${path} and none; use a LoadBalancer, or leave smokePath out`,
    );
  }
  return createSmokeHook(name, { endpoint, path, network, logs, region, accountId }, opts);
}
