/** The repository's program with things cut from it while the engine runs it. */
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { getMonitor } from "@pulumi/pulumi/runtime";
import { type Cut, type Recorded, type Values, valuesSet, withValues } from "../../helpers/cut";
import { find } from "../../helpers/recordingMocks";

const load = createRequire(__filename);
const repository = resolve(__dirname, "../../..");

export interface Cuts {
  readonly cuts: readonly Cut[];
  /** Resources that come besides. @default none */
  readonly adds?: readonly Recorded[];
  /** The stack as it is deployed, for names and values. */
  readonly stack: readonly Recorded[];
}

/** Any resource, by its type. */
class Added extends pulumi.CustomResource {}

/** A program that registers what the repository's does, but for the cuts. */
export function cutProgram({ cuts, adds = [], stack }: Cuts): PulumiFn {
  return async () => {
    const dropped = new Map<string, Recorded>();
    const changed = new Map<string, Values>();
    for (const cut of cuts) {
      const resource = find(stack, cut.type, cut.name);
      const key = `${resource.type} ${resource.name}`;
      const values = valuesSet(cut, stack);
      if (values === undefined) dropped.set(key, resource);
      else changed.set(key, values);
    }
    pulumi.runtime.registerResourceTransform(({ type, name, props, opts }) => {
      const values = changed.get(`${type} ${name}`);
      return values && { props: withValues(props, values), opts };
    });
    drop(dropped);
    const program = load(resolve(repository, "index.ts")) as () => Promise<object>;
    const outputs = await program();
    for (const { type, name, inputs } of adds) new Added(type, name, inputs);
    return { ...outputs };
  };
}

type Answer = (error: unknown, response?: RegisterResourceResponse) => void;
type Register = (request: RegisterResourceRequest, answer: Answer) => void;

/** Keeps resources from the engine; to the program they are there and what they were when deployed. */
function drop(dropped: ReadonlyMap<string, Recorded>): void {
  const monitor = getMonitor() as { registerResource: Register } | undefined;
  if (monitor === undefined) throw new Error("the program does not run in an engine");
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    const resource = dropped.get(`${request.getType()} ${request.getName()}`);
    if (resource === undefined) {
      register(request, answer);
      return;
    }
    const { id, ...outputs } = resource.outputs;
    const response = new RegisterResourceResponse();
    response.setUrn(`urn:pulumi:cut::cut::${resource.type}::${resource.name}`);
    response.setId(String(id));
    response.setObject(Struct.fromJavaScript(outputs as Record<string, JavaScriptValue>));
    answer(null, response);
  };
}
