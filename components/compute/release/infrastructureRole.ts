import type * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { invokeFunction } from "../../internal/permissions/functions";
import { readBalancing, registerTargets, shiftTraffic } from "../../internal/permissions/releases";
import { createServiceRole, type PolicyStatement } from "../../internal/policyDocument";

export interface InfrastructureRoleArgs {
  readonly targetGroups: readonly lb.TargetGroup[];
  readonly rules: readonly lb.ListenerRule[];
  /** Function that ECS calls before any traffic moves. @default none */
  readonly hookArn?: pulumi.Input<string>;
}

/**
 * The role in which ECS shifts one service's traffic: AmazonECSInfrastructureRolePolicyForLoadBalancers
 * without the listeners themselves, since a service's traffic hangs on rules of its own, and on these
 * target groups and rules alone. ECS sends no source account when it assumes the role.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function createInfrastructureRole(
  name: string,
  args: InfrastructureRoleArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const hook: PolicyStatement[] =
    args.hookArn === undefined
      ? []
      : [{ sid: "RunSmokeTest", actions: invokeFunction, resources: [args.hookArn] }];
  const role = createServiceRole(
    `${name}-release-role`,
    {
      service: "ecs.amazonaws.com",
      description: `Lets ECS shift the traffic of the ${name} service`,
      statements: [
        // Descriptions of load balancing have no narrower resource.
        { sid: "ReadBalancing", actions: readBalancing, resources: ["*"] },
        {
          sid: "RegisterTargets",
          actions: registerTargets,
          resources: args.targetGroups.map((group) => group.arn),
        },
        { sid: "ShiftTraffic", actions: shiftTraffic, resources: args.rules.map(({ arn }) => arn) },
        ...hook,
      ],
    },
    opts,
  );
  return role.arn;
}
