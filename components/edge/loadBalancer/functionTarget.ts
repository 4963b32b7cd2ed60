import * as lambda from "@pulumi/aws/lambda";
import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { autoNameWithin } from "../../internal/naming";
import type { FunctionTarget } from "../ingress";

/** A function behind a load balancer. */
export interface RegisteredFunction {
  readonly targetGroup: lb.TargetGroup;
  /** Exists once the function takes requests. */
  readonly attachment: lb.TargetGroupAttachment;
}

/** Registers a function's alias in a target group of its own, which alone may invoke it. */
export function createFunctionTarget(
  { name, parent, ...target }: FunctionTarget,
  accountId: pulumi.Input<string>,
): RegisteredFunction {
  const targetGroup = new lb.TargetGroup(
    autoNameWithin(`${name}-targets`, 32),
    { targetType: "lambda" },
    { parent },
  );
  const permission = new lambda.Permission(
    `${name}-from-load-balancer`,
    {
      action: "lambda:InvokeFunction",
      principal: "elasticloadbalancing.amazonaws.com",
      function: target.functionName,
      qualifier: target.aliasName,
      sourceArn: targetGroup.arn,
      sourceAccount: accountId,
    },
    { parent },
  );
  const attachment = new lb.TargetGroupAttachment(
    `${name}-target`,
    { targetGroupArn: targetGroup.arn, targetId: target.aliasArn },
    { parent, dependsOn: permission },
  );
  return { targetGroup, attachment };
}
