import { scalingOf } from "../../aws/ecsScaling";
import { ECS_SERVICE, SCALABLE_TARGET, SCALING_POLICY } from "../../aws/types";
import { defineStackRule } from "../../framework/rule";

export default defineStackRule({
  id: "ecs-service-autoscaling",
  title: "ECS service scales with the load",
  service: "ecs",
  severity: "low",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {},
  types: ECS_SERVICE,
  relatedTypes: [...SCALABLE_TARGET, ...SCALING_POLICY],
  fix: 'Add an appautoscaling Target of namespace "ecs" whose resourceId is service/<cluster>/<service>, and a Policy for it.',
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
  example: `
import { appautoscaling } from "@pulumi/aws";

const service = {
  serviceNamespace: "ecs",
  scalableDimension: "ecs:service:DesiredCount",
  resourceId: "service/shop/orders",
};
new appautoscaling.Target("orders", { ...service, minCapacity: 2, maxCapacity: 10 });
new appautoscaling.Policy("orders", {
  ...service,
  policyType: "TargetTrackingScaling",
  targetTrackingScalingPolicyConfiguration: cpuAt60Percent,
});`,
  check({ resource, props, stack, report }) {
    if (!props.at("schedulingStrategy").isNot("DAEMON")) return;
    const targets = scalingOf(stack, resource, SCALABLE_TARGET);
    const policies = scalingOf(stack, resource, SCALING_POLICY);
    if (targets?.length === 0) report("no scaling target in the stack names this service");
    else if (policies?.length === 0) report("its scaling target has no policy");
  },
});
