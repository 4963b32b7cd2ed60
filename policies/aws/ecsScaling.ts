/** Which Application Auto Scaling resources are about an ECS service. */
import type { StackGraph } from "../framework/graph";
import { append } from "../framework/listMap";
import type { Resource } from "../framework/resource";
import { clusterOf } from "./ecsClusters";
import { perStack } from "./perStack";
import { SCALABLE_TARGET, SCALING_POLICY } from "./types";

function mayBeOfEcs({ props }: Resource): boolean {
  return !props.at("serviceNamespace").isNot("ecs");
}

function idOf({ props }: Resource): string | undefined {
  return props.at("resourceId").text();
}

/** Scaling resources by the service in an id such as `service/services/orders`, with its cluster. */
const byService = perStack((stack) => {
  const found = new Map<string, { readonly scaling: Resource; readonly cluster: string }[]>();
  for (const scaling of stack.ofType([...SCALABLE_TARGET, ...SCALING_POLICY])) {
    const [, cluster = "", service] = idOf(scaling)?.split("/") ?? [];
    if (service !== undefined) append(found, service, { scaling, cluster });
  }
  return found;
});

/**
 * Resources of `types` that scale the service; undefined when none does for sure, but one might,
 * as the preview does not know its `resourceId` or the service's name.
 */
export function scalingOf(
  stack: StackGraph,
  service: Resource,
  types: readonly string[],
): readonly Resource[] | undefined {
  const name = service.props.at("name");
  const clusters = clusterOf(stack, service).names;
  const named = (byService(stack).get(name.text() ?? "") ?? [])
    // The service's cluster may not be known yet.
    .filter(({ cluster }) => clusters.size === 0 || clusters.has(cluster))
    .map(({ scaling }) => scaling)
    .filter((each) => types.includes(each.type) && mayBeOfEcs(each));
  const isUntold = (each: Resource): boolean => mayBeOfEcs(each) && idOf(each) === undefined;
  const referring = stack.referrers(service, types, "resourceId")?.filter(isUntold) ?? [];
  if (named.length + referring.length > 0) return [...named, ...referring];
  const mayBeNamed =
    name.isUnknown &&
    stack.ofType(types).some((each) => mayBeOfEcs(each) && idOf(each) !== undefined);
  const mayRefer = stack.possibleReferrers(service, types, "resourceId").some(isUntold);
  return mayBeNamed || mayRefer ? undefined : [];
}
