import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { ProvisionedConcurrency } from "./functionSettings";

export interface ProvisionedConcurrencyArgs extends ProvisionedConcurrency {
  readonly functionName: pulumi.Input<string>;
  readonly aliasName: pulumi.Input<string>;
}

/** Keeps copies of the alias warm; between two bounds their number follows how busy they are. */
export function createProvisionedConcurrency(
  name: string,
  args: ProvisionedConcurrencyArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  const { functionName, aliasName, min, max = min, utilizationPercent = 70 } = args;
  const isScaled = max > min;
  const kept = new lambda.ProvisionedConcurrencyConfig(
    name,
    { functionName, qualifier: aliasName, provisionedConcurrentExecutions: min },
    // Scaling moves the number; a deployment must not move it back.
    isScaled ? { ...opts, ignoreChanges: ["provisionedConcurrentExecutions"] } : opts,
  );
  if (!isScaled) return;
  const target = new appautoscaling.Target(
    `${name}-target`,
    {
      serviceNamespace: "lambda",
      scalableDimension: "lambda:function:ProvisionedConcurrency",
      resourceId: pulumi.interpolate`function:${functionName}:${aliasName}`,
      minCapacity: min,
      maxCapacity: max,
    },
    { ...opts, dependsOn: kept },
  );
  new appautoscaling.Policy(
    `${name}-utilization`,
    {
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      scalableDimension: target.scalableDimension,
      resourceId: target.resourceId,
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: {
          predefinedMetricType: "LambdaProvisionedConcurrencyUtilization",
        },
        // AWS counts this one as a share of 1.
        targetValue: utilizationPercent / 100,
      },
    },
    opts,
  );
}
