/**
 * One graph for all stack rules of a run. The engine has each rule analyse the same stack; reading it
 * and its relations again for each would take most of the time.
 */
import { StackGraph } from "./graph";
import type { EngineStackResource, Resource } from "./resource";
import { fromStackArgs } from "./resource";
import { withoutProxy } from "./unknown";

/** Told of a value that a decision needed and the preview does not know. */
type Listener = (resource: Pick<Resource, "type" | "name">, path: string) => void;

interface SharedGraph {
  readonly graph: StackGraph;
  /** What each resource was read from. */
  readonly identities: readonly object[];
  /** The rule that runs; it alone hears of unknowns. */
  listener: Listener | undefined;
}

const byFirst = new WeakMap<object, SharedGraph>();

/** What tells a resource from another: what the library decoded, or itself when it is handed over bare. */
function identityOf(resource: EngineStackResource): object {
  const properties = withoutProxy(resource.props);
  return properties === resource.props ? resource : properties;
}

function build(resources: readonly EngineStackResource[]): SharedGraph {
  const read = resources.map((args) =>
    fromStackArgs(args, (path) => {
      shared.listener?.(args, path);
    }),
  );
  const quietly = <T>(look: () => T): T => {
    const { listener } = shared;
    shared.listener = undefined;
    try {
      return look();
    } finally {
      shared.listener = listener;
    }
  };
  const shared: SharedGraph = {
    graph: new StackGraph(read, quietly),
    identities: resources.map(identityOf),
    listener: undefined,
  };
  return shared;
}

/** True when both were decoded from the same message, or are the same list. */
function isOf({ identities }: SharedGraph, resources: readonly EngineStackResource[]): boolean {
  return (
    identities.length === resources.length &&
    resources.every((each, index) => identityOf(each) === identities[index])
  );
}

/**
 * The graph of these resources, the one of an earlier call when they are the same.
 *
 * @param listener hears of unknowns until the next call
 */
export function graphOf(resources: readonly EngineStackResource[], listener: Listener): StackGraph {
  const first = resources[0] && identityOf(resources[0]);
  const known = first && byFirst.get(first);
  const shared = known && isOf(known, resources) ? known : build(resources);
  if (first) byFirst.set(first, shared);
  shared.listener = listener;
  return shared.graph;
}
