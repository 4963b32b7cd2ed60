import { scalingOf } from "../../aws/ecsScaling";
import { ECS_SERVICE, SCALABLE_TARGET } from "../../aws/types";
import { found } from "../../framework/display";
import { integer } from "../../framework/parameters";
import { defineStackRule } from "../../framework/rule";

/** Ways by which others call a service. Without any it is a worker, whose work waits in a queue. */
const CALLED_BY = [
  "loadBalancers",
  "serviceRegistries",
  "serviceConnectConfiguration",
  "vpcLatticeConfigurations",
] as const;

/**
 * Goes beyond the catalogue: where a scaling target is in charge, its minimum counts and not the
 * desired count, which is only where the service started. A worker may scale from zero.
 */
export default defineStackRule({
  id: "ecs-service-min-tasks",
  title: "ECS service that others call keeps running when one task fails",
  service: "ecs",
  severity: "medium",
  pillar: "reliability",
  enforcement: "advisory",
  controls: {},
  parameters: {
    tasks: integer({ description: "Fewest tasks of a service.", default: 2, minimum: 0 }),
  },
  types: ECS_SERVICE,
  relatedTypes: SCALABLE_TARGET,
  fix: "Set minCapacity of the service's scaling target, or desiredCount where there is none, to 2 or more.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_fault_isolation_multiaz_region_system.html",
  example: `
import { ecs } from "@pulumi/aws";

new ecs.Service("orders", { ...settings, desiredCount: 2 });`,
  check({ resource, props, parameters, stack, report }) {
    if (!props.at("schedulingStrategy").isNot("DAEMON")) return;
    if (CALLED_BY.every((name) => props.at(name).isMissing)) return;
    const targets = scalingOf(stack, resource, SCALABLE_TARGET);
    if (targets === undefined) return;
    const [target] = targets;
    const count = target ? target.props.at("minCapacity") : props.at("desiredCount");
    if (count.isUnknown) return;
    // ECS starts one task when it is not told how many.
    if ((count.number() ?? 1) < parameters.tasks) {
      report(target ? `its scaling target's ${found(count)}` : found(count));
    }
  },
});
