/** Pulumi mocks that remember every registration, for tests that assert exact inputs and options. */
import * as pulumi from "@pulumi/pulumi";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import type { RecordedAlias } from "../../upgrades/resources";
import { accountId, completedInputs, computedOutputs, functionResult } from "./awsOutputs";
import { allowEngineFeatures, hooksOf, transformsOf } from "./engineFeatures";

/** What the engine was told about one resource. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  /** URN of the parent, empty at the root of the program. */
  readonly parent: string;
  /** False for a component. */
  readonly custom: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs and what AWS would add to them. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly retainOnDelete: boolean;
  /** Its own `aliases`; what it inherits from its parents' the engine works out. */
  readonly aliases: readonly RecordedAlias[];
  /** Changes to the resource's children that the engine would make. */
  readonly transforms?: readonly pulumi.ResourceTransform[];
  /** What runs before the resource is created, and before it is updated. */
  readonly hooks?: {
    readonly beforeCreate: readonly pulumi.ResourceHook[];
    readonly beforeUpdate: readonly pulumi.ResourceHook[];
  };
  /** URNs of everything that must exist first, whether by `dependsOn` or by an input. */
  readonly dependencies: readonly string[];
  /** URNs behind each input that came from another resource's output. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** What a component handed to `registerOutputs`; empty when it never called it, undefined for a resource. */
  readonly registeredOutputs: Readonly<Record<string, unknown>> | undefined;
}

type Entry = { -readonly [Key in keyof Registration]: Registration[Key] };
type Answer = (error: unknown, response?: RegisterResourceResponse) => void;

/** Mocks see a resource's inputs; the monitor also sees its options, parent and dependencies. */
class RecordingMonitor extends MockMonitor {
  private readonly byUrn = new Map<string, Entry>();

  constructor(
    mocks: pulumi.runtime.Mocks,
    private readonly recording: Entry[],
  ) {
    super(mocks);
  }

  override async registerResource(request: RegisterResourceRequest, answer: Answer): Promise<void> {
    await super.registerResource(
      request,
      (error: unknown, response: RegisterResourceResponse | undefined) => {
        if (response) this.keep(registration(request, response));
        answer(error, response);
      },
    );
  }

  override registerResourceOutputs(request: RegisterResourceOutputsRequest, answer: Answer): void {
    const component = this.byUrn.get(request.getUrn());
    if (component) component.registeredOutputs = plain(request.getOutputs());
    super.registerResourceOutputs(request, answer);
  }

  private keep(entry: Entry): void {
    this.recording.push(entry);
    if (!this.byUrn.has(entry.urn)) this.byUrn.set(entry.urn, entry);
  }
}

type Struct = ReturnType<RegisterResourceRequest["getObject"]>;

function plain(struct: Struct): Record<string, unknown> {
  return struct ? pulumi.runtime.deserializeProperties(struct) : {};
}

function recordedAlias(alias: Alias): RecordedAlias {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  return {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: spec.getNoparent() ? undefined : spec.getParenturn(),
  };
}

function registration(request: RegisterResourceRequest, response: RegisterResourceResponse): Entry {
  const dependencies = request.getPropertydependenciesMap().getEntryList();
  return {
    type: request.getType(),
    name: request.getName(),
    urn: response.getUrn(),
    parent: request.getParent(),
    custom: request.getCustom(),
    inputs: plain(request.getObject()),
    outputs: { id: response.getId(), ...plain(response.getObject()) },
    protect: request.getProtect() ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    retainOnDelete: request.getRetainondelete() ?? false,
    aliases: request.getAliasesList().map(recordedAlias),
    transforms: transformsOf(request.getTransformsList()),
    hooks: {
      beforeCreate: hooksOf(request.getHooks()?.getBeforeCreateList() ?? []),
      beforeUpdate: hooksOf(request.getHooks()?.getBeforeUpdateList() ?? []),
    },
    dependencies: request.getDependenciesList(),
    propertyDependencies: Object.fromEntries(
      dependencies.map(([key]) => [
        key,
        request.getPropertydependenciesMap().get(key)?.getUrnsList() ?? [],
      ]),
    ),
    registeredOutputs: undefined,
  };
}

/** Stands in for AWS: every resource gets an id, and the outputs that the components read. */
const mocks: pulumi.runtime.Mocks = {
  newResource: (args) => {
    const inputs = args.inputs as Record<string, unknown>;
    return {
      id: `${args.name}-id`,
      state: {
        ...computedOutputs(args.type, args.name, inputs),
        ...completedInputs(args.type, args.name, inputs),
      },
    };
  },
  call: ({ token }) => functionResult(token),
};

/** Installs the mocks alone, for a program whose registrations nobody reads. */
export function installMocks(stack: string, monitor = new MockMonitor(mocks)): void {
  // Switches the runtime's features on; the given monitor then takes the place of the plain one.
  void pulumi.runtime.setMocks(mocks);
  pulumi.runtime.setMockOptions(monitor, "microservices", stack);
  allowEngineFeatures();
}

/** Installs the mocks and returns the list that fills in the order of registration. */
export function recordRegistrations(stack = "test"): readonly Registration[] {
  const recording: Entry[] = [];
  installMocks(stack, new RecordingMonitor(mocks, recording));
  return recording;
}

/** The plain value of an output. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

/** Waits until every registration under way is recorded; nothing can be registered afterwards. */
export async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
}

/** The one registration of a type, whose name ends as given if there are several. */
export function find<T extends Pick<Registration, "type" | "name">>(
  registrations: readonly T[],
  type: string,
  nameEnding = "",
): T {
  const matches = registrations.filter((r) => r.type === type && r.name.endsWith(nameEnding));
  const [match] = matches;
  if (!match || matches.length > 1) {
    const names = registrations.filter((r) => r.type === type).map((r) => r.name);
    throw new Error(
      `expected one ${type} ending in "${nameEnding}", found ${matches.length} among: ${names.join(", ")}`,
    );
  }
  return match;
}

/** What one piece of a program returned and registered. */
export interface Recorded<T> {
  readonly result: T;
  readonly registrations: readonly Registration[];
}

/** Runs a piece of a program under fresh mocks and waits for its registrations. */
export async function record<T>(build: () => T): Promise<Recorded<T>> {
  const registrations = recordRegistrations();
  const result = build();
  await settled();
  return { result, registrations };
}

/** Names of all registrations of a type, in order of name. */
export function namesOf(registrations: readonly Registration[], type: string): string[] {
  return registrations
    .filter((r) => r.type === type)
    .map((r) => r.name)
    .sort();
}

/** JSON text as its value, any other value as it is. */
function readable(value: unknown): unknown {
  // A log filter's pattern begins with a brace too.
  return typeof value === "string" && /^(\[|\{\s*["}])/.test(value) ? JSON.parse(value) : value;
}

/** Inputs of a resource, with texts that hold JSON parsed. */
export function inputsOf(registration: Registration): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(registration.inputs).map(([key, value]) => [key, readable(value)]),
  );
}

/** The resources right below the component of this type and name: inputs by `type name`. */
export function childrenOf(
  registrations: readonly Registration[],
  component: string,
  name: string,
): Record<string, Record<string, unknown>> {
  const parent = find(registrations, `microservices:${component}`, name);
  return Object.fromEntries(
    registrations
      .filter((r) => r.parent === parent.urn)
      .map((r) => [`${r.type.replace(/\/.*:/, ":")} ${r.name}`, inputsOf(r)]),
  );
}

export { accountId };
export const region = "us-east-1";
