/** One thing taken away from, or broken in, a recorded stack. */
import { find, type Registration } from "./recordingMocks";

export interface Cut {
  /** Type of the resource that is cut. */
  readonly type: string;
  /** How its name ends, when there are several. @default the only one of the type */
  readonly name?: string;
  /** New values by path, such as `rules.0.priority`; undefined takes the value away. Steps into JSON texts. @default the whole resource is dropped */
  readonly set?: Readonly<Record<string, unknown>>;
}

/** The same resources without, or with a changed copy of, the one that is cut. */
export function cutOut(registrations: readonly Registration[], cut: Cut): Registration[] {
  const target = find(registrations, cut.type, cut.name);
  const { set } = cut;
  if (set === undefined) return registrations.filter((one) => one !== target);
  const changed: Registration = {
    ...target,
    inputs: withValues(target.inputs, set),
    outputs: withValues(target.outputs, set),
  };
  return registrations.map((one) => (one === target ? changed : one));
}

type Bag = Readonly<Record<string, unknown>>;

function withValues(bag: Bag, set: Bag): Bag {
  return Object.entries(set).reduce(
    (changed, [path, value]) => withValue(changed, path.split("."), value) as Bag,
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
  const bag = (holder ?? {}) as Bag;
  return { ...bag, [step]: withValue(bag[step], rest, value) };
}
