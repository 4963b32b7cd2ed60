/** Requests per minute and task, as the load balancer counts them. */
import type * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";

export interface RequestTargets {
  /** Target group that takes the requests. */
  readonly production: lb.TargetGroup;
  /** The second group of a release that shifts traffic. @default none */
  readonly alternate?: lb.TargetGroup;
  /** The load balancer's part in the metric's name, such as `app/api/50dc6c495c0c9188`. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
}

/**
 * One group has AWS's own metric. A release that shifts traffic swaps two groups, of which now one and
 * now the other takes the requests; AWS's metric knows one group and is not for such services. Each
 * group's requests per target add up to the service's, before, during and after a shift.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export function requestCount({ production, alternate, loadBalancerArnSuffix }: RequestTargets) {
  if (alternate === undefined) {
    return {
      predefinedMetricSpecification: {
        predefinedMetricType: "ALBRequestCountPerTarget",
        resourceLabel: pulumi.interpolate`${loadBalancerArnSuffix}/${production.arnSuffix}`,
      },
    };
  }
  const groups = { production, alternate };
  const perTarget = Object.entries(groups).map(([id, { arnSuffix }]) => ({
    id,
    metricStat: {
      metric: {
        namespace: "AWS/ApplicationELB",
        metricName: "RequestCountPerTarget",
        dimensions: [
          { name: "LoadBalancer", value: loadBalancerArnSuffix },
          { name: "TargetGroup", value: arnSuffix },
        ],
      },
      stat: "Sum",
    },
    returnData: false,
  }));
  return {
    customizedMetricSpecification: {
      metrics: [
        // A sum leaves out the group that has no requests and therefore no data.
        {
          id: "requests",
          expression: "SUM(METRICS())",
          label: "Requests per task",
          returnData: true,
        },
        ...perTarget,
      ],
    },
  };
}
