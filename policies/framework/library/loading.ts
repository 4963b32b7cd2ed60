/**
 * Has `@pulumi/policy` load as much of Pulumi's SDK as it uses.
 *
 * Of the SDK's index it uses two names, and gets the automation API, what reads closures, and npm's own
 * tree of packages with them: three quarters of the time the pack takes to start, for which every
 * preview waits.
 */
import Module, { createRequire } from "node:module";

type Exports = Readonly<Record<string | symbol, unknown>>;

/** What the library uses of the SDK, and the part that has it. */
const PARTS: ReadonlyMap<string | symbol, (load: NodeJS.Require) => unknown> = new Map([
  ["asset", (load) => load("@pulumi/pulumi/asset") as Exports],
  ["Output", (load) => (load("@pulumi/pulumi/output") as Exports).Output],
]);

/** Resolves modules as the library does, so that they are the very ones that it uses. */
export function requireOfLibrary(): NodeJS.Require {
  return createRequire(createRequire(__filename).resolve("@pulumi/policy"));
}

/**
 * To be called before anything imports the library. Whatever else of the SDK it asks for, in a version to
 * come, loads the whole of it; other modules that import the SDK get it as ever.
 */
export function loadLibrary(load = requireOfLibrary()): void {
  const index = load.resolve("@pulumi/pulumi");
  if (load.cache[index] !== undefined) return;
  const standIn = new Module(index);
  const stepAside = () => {
    if (load.cache[index] === standIn) Reflect.deleteProperty(load.cache, index);
  };
  const whole = () => {
    stepAside();
    return load(index) as Exports;
  };
  standIn.loaded = true;
  standIn.exports = new Proxy(
    {},
    { get: (_, name) => (PARTS.has(name) ? PARTS.get(name)?.(load) : whole()[name]) },
  );
  load.cache[index] = standIn;
  try {
    load("@pulumi/policy");
  } finally {
    stepAside();
  }
}
