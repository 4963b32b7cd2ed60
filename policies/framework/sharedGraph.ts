/**
 * One graph for all stack rules of a run. The engine has each rule analyse the same stack; reading it
 * and its relations again for each would take most of the time.
 */
import { StackGraph } from "./graph";
import type { EngineStackResource, Resource } from "./resource";
import { fromStackArgs } from "./resource";
import { decodedOf } from "./unknown";

/** Told of a value that a decision needed and the preview does not know. */
type Listener = (resource: Pick<Resource, "type" | "name">, path: string) => void;

interface SharedGraph {
  readonly graph: StackGraph;
  /** What the resources were read from. */
  readonly identities: readonly object[];
  /** The rule that runs; it alone hears of unknowns. */
  listener: Listener | undefined;
}

const byFirst = new WeakMap<object, SharedGraph>();

function build(
  resources: readonly EngineStackResource[],
  identities: readonly object[],
): SharedGraph {
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
    identities,
    listener: undefined,
  };
  return shared;
}

/** True when both were decoded from the same message, or are the same list. */
function isSame(known: readonly object[], identities: readonly object[]): boolean {
  return (
    known.length === identities.length && known.every((each, index) => each === identities[index])
  );
}

/**
 * The graph of these resources, the one of an earlier call when they are the same.
 *
 * @param listener hears of unknowns until the next call
 */
export function graphOf(resources: readonly EngineStackResource[], listener: Listener): StackGraph {
  // Resources that the library decoded are known by what it decoded, others are what they are.
  const identities = resources.map((each) => decodedOf(each.props) ?? each);
  const [first] = identities;
  const known = first && byFirst.get(first);
  const shared =
    known && isSame(known.identities, identities) ? known : build(resources, identities);
  if (first) byFirst.set(first, shared);
  shared.listener = listener;
  return shared.graph;
}
