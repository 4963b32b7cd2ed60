/** Which cluster a service is in, within which its name is unique. */
import type { StackGraph } from "../framework/graph";
import type { Resource } from "../framework/resource";
import { CLUSTER } from "./types";

export interface ServiceCluster {
  /** Names that the cluster has; empty while the preview does not know them. */
  readonly names: ReadonlySet<string>;
  /** The cluster where it is of this stack. */
  readonly resources: readonly Resource[];
  /** Clusters of this stack that are surely others. */
  readonly others: readonly Resource[];
}

export function clusterOf(stack: StackGraph, service: Resource): ServiceCluster {
  const cluster = service.references.at("cluster");
  const resources = stack.targets(service, "cluster", CLUSTER) ?? [];
  // Where it is of this stack, its own name says more than the reference, which a preview may not know.
  const given = () => (cluster.isMissing ? ["default"] : cluster.texts());
  const texts = [
    ...(resources.length > 0 ? stack.quietly(given) : given()),
    ...resources.flatMap(({ references }) => references.at("name").texts()),
  ];
  // The service may name its cluster by ARN, alarms and scaling have its name.
  const names = new Set(texts.map((text) => text.slice(text.lastIndexOf("/") + 1)));
  const isKnown = names.size > 0 || resources.length > 0;
  const others = isKnown ? stack.ofType(CLUSTER).filter((each) => !resources.includes(each)) : [];
  return { names, resources, others };
}
