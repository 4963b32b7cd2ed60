/** Which Application Auto Scaling resources are about an ECS service. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { clusterOf } from "./ecsClusters";
import { ECS_SERVICE } from "./types";

/** Whether an id such as `service/services/orders` is the service's; its cluster may not be known yet. */
function names(id: string, name: string, clusters: ReadonlySet<string>): boolean {
  const [, cluster = "", service] = id.split("/");
  return service === name && (clusters.size === 0 || clusters.has(cluster));
}

/**
 * Resources of `types` that scale the service; undefined when none does for sure, but one might,
 * as the preview does not know its `resourceId` or the service's name.
 */
export function scalingOf(
  stack: StackGraph,
  service: Resource,
  types: readonly string[],
): readonly Resource[] | undefined {
  const name = service.props.at("name").text();
  const isOpen = service.props.at("name").isUnknown;
  const clusters = clusterOf(stack, service).names;
  const certain: Resource[] = [];
  let possible = false;
  for (const scaling of stack.ofType(types)) {
    if (scaling.props.at("serviceNamespace").isNot("ecs")) continue;
    const id = scaling.props.at("resourceId").text();
    const byName = id !== undefined && name !== undefined && names(id, name, clusters);
    const targets = id === undefined ? stack.targets(scaling, "resourceId", ECS_SERVICE) : [];
    if (byName || targets?.includes(service) === true) certain.push(scaling);
    else if (targets === undefined || (id !== undefined && isOpen)) possible = true;
  }
  return certain.length === 0 && possible ? undefined : certain;
}
