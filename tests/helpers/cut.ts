/** One thing taken away from, or broken in, a recorded stack. */
import { find, type Registration } from "./recordingMocks";

/** Values by path. */
export type Values = Readonly<Record<string, unknown>>;

/** What is known of a resource, whether mocks or the engine had it. */
export type Recorded = Pick<Registration, "type" | "name" | "inputs" | "outputs">;

export interface Cut {
  /** Type of the resource that is cut. */
  readonly type: string;
  /** How its name ends, when there are several. @default the only one of the type */
  readonly name?: string;
  /**
   * New values by path, such as `rules.0.priority`; undefined takes the value away. Steps into JSON texts.
   * A function takes them from the stack.
   * @default the whole resource is dropped
   */
  readonly set?: Values | ((stack: readonly Recorded[]) => Values);
}

/** The values that a cut sets in this stack; undefined when it drops the resource. */
export function valuesSet({ set }: Cut, stack: readonly Recorded[]): Values | undefined {
  return typeof set === "function" ? set(stack) : set;
}

/** The same resources without, or with a changed copy of, the one that is cut. */
export function cutOut(registrations: readonly Registration[], cut: Cut): Registration[] {
  const target = find(registrations, cut.type, cut.name);
  const set = valuesSet(cut, registrations);
  if (set === undefined) return registrations.filter((one) => one !== target);
  const changed: Registration = {
    ...target,
    inputs: withValues(target.inputs, set),
    outputs: withValues(target.outputs, set),
  };
  return registrations.map((one) => (one === target ? changed : one));
}

/** A copy of a resource's properties in which values differ, by path. */
export function withValues(bag: Values, set: Values): Values {
  return Object.entries(set).reduce(
    (changed, [path, value]) => withValue(changed, path.split("."), value) as Values,
    bag,
  );
}

/** A copy in which one value differs; whatever else it holds is shared. */
function withValue(holder: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof holder === "string") return JSON.stringify(withValue(JSON.parse(holder), path, value));
  if (Array.isArray(holder)) {
    const items: readonly unknown[] = holder;
    return items.map((item, at) => (String(at) === step ? withValue(item, rest, value) : item));
  }
  const bag = (holder ?? {}) as Values;
  return { ...bag, [step]: withValue(bag[step], rest, value) };
}
