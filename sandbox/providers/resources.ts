/** The one implementation of a provider of resources: what differs between clouds is data. */
import { createHash, randomUUID } from "node:crypto";
import { changesBetween } from "./diff";
import type { Change } from "./diff";
import { Filler } from "./fill/filler";
import type { TypeRule } from "./fill/rules";
import { hasGeneratedName, physicalName } from "./naming";
import type { Failure } from "./naming";
import type { ProviderConstants, ResourceOverride, ResourcePackage } from "./package";
import { replaces } from "./replacement";
import { PackageSchema } from "./schema/schema";
import type { ResourceSchema } from "./schema/schema";
import {
  hasUnknown,
  isObject,
  isSecret,
  isUnknown,
  plainProperties,
  secret,
  UNKNOWN,
} from "./wire";
import type { Properties, Value } from "./wire";

/** A resource as requests name it. */
export interface ResourceIdentity {
  readonly urn: string;
  readonly token: string;
  readonly logicalName: string;
}

export interface DiffResult {
  readonly changes: readonly (Change & { readonly replaces: boolean; readonly isInput: boolean })[];
  readonly deleteBeforeReplace: boolean;
}

export interface ResourceState {
  readonly id: string;
  readonly outputs: Properties;
}

/** What a provider of resources does; the server speaks to it in Pulumi's protocol. */
export type ResourceLogic = Pick<ResourceProvider, keyof ResourceProvider>;

/** Changes of these never touch what AWS derives from a resource's settings. */
const LABELS = new Set(["tags", "tagsAll"]);

export class ResourceProvider {
  private readonly schema: PackageSchema;
  private readonly filler: Filler;
  private constants: ProviderConstants = {};

  constructor(private readonly definition: ResourcePackage) {
    this.schema = new PackageSchema(definition.npmPackage);
    this.filler = new Filler(this.schema, definition.rules);
  }

  configure(config: Properties): void {
    this.constants = this.definition.constants(plainProperties(config));
  }

  /** Names the resource and refuses what the cloud would refuse. */
  check(
    resource: ResourceIdentity,
    olds: Properties,
    news: Properties,
    seed: string,
  ): { inputs: Properties; failures: Failure[] } {
    const schema = this.schemaOf(resource);
    const rule = this.definition.nameRule(schema);
    const request = { schema, logicalName: resource.logicalName, rule, inputs: news, olds, seed };
    const { name, failure } = physicalName(request);
    const failures = [
      ...argumentFailures(schema, news),
      ...(failure ? [failure] : []),
      ...(this.overrideOf(resource).check?.(plainProperties(news)) ?? []),
    ];
    const named = rule && name !== undefined ? { ...news, [rule.property]: name } : news;
    return { inputs: named, failures };
  }

  diff(
    resource: ResourceIdentity,
    state: { readonly inputs: Properties; readonly outputs: Properties },
    news: Properties,
  ): DiffResult {
    const schema = this.schemaOf(resource);
    const rule = this.ruleOf(resource);
    const name = this.definition.nameRule(schema);
    const inputs = changesBetween(state.inputs, news).map((change) => ({
      ...change,
      replaces: replaces(this.definition, schema, change.property),
      isInput: true,
    }));
    const content = this.contentChanges(resource, state.outputs, news);
    rule.remember?.(plainProperties(state.outputs));
    return {
      changes: [...inputs, ...content],
      deleteBeforeReplace:
        name !== undefined &&
        news[name.property] === state.inputs[name.property] &&
        !hasGeneratedName(resource.logicalName, name, news),
    };
  }

  /** State of a new resource. In a preview, what only the cloud can know is unknown. */
  create(resource: ResourceIdentity, inputs: Properties, preview: boolean): ResourceState {
    const schema = this.schemaOf(resource);
    if (preview) {
      return this.withId("", UNKNOWN, this.foreseen(resource, schema, inputs, {}));
    }
    return this.fill(resource, inputs, { seed: `${resource.urn}|${randomUUID()}` });
  }

  update(
    resource: ResourceIdentity,
    state: ResourceState & { readonly inputs: Properties },
    news: Properties,
    preview: boolean,
  ): ResourceState {
    const schema = this.schemaOf(resource);
    const labelsOnly = changesBetween(state.inputs, news).every(({ property }) =>
      LABELS.has(property),
    );
    if (preview) {
      const kept = this.keptOutputs(resource, state.outputs, labelsOnly);
      return this.withId(state.id, state.id, this.foreseen(resource, schema, news, kept));
    }
    const fingerprint = createHash("sha256").update(JSON.stringify(news)).digest("hex");
    return this.fill(resource, news, {
      seed: `${resource.urn}|${state.id}|${fingerprint}`,
      existing: { id: state.id, outputs: state.outputs },
      keepDerived: labelsOnly,
    });
  }

  /** State of a resource that exists: what is known of it, and for a lookup by id the rest made up. */
  read(resource: ResourceIdentity, state: ResourceState & { inputs: Properties }): ResourceState {
    return this.fill(resource, state.inputs, {
      seed: `${resource.token}|${state.id}`,
      existing: { id: state.id, outputs: state.outputs },
      keepDerived: true,
    });
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const implementation = this.definition.functions[token];
    if (implementation === undefined) {
      throw new Error(
        `the sandbox has no stand-in for the function ${token}; add one to ${this.definition.functionsFile}`,
      );
    }
    const plainArgs = plainProperties(args);
    const result = await implementation(plainArgs, regional(this.constants, plainArgs));
    return Object.values(args).some(isSecret)
      ? Object.fromEntries(Object.entries(result).map(([key, value]) => [key, secret(value)]))
      : result;
  }

  private fill(
    resource: ResourceIdentity,
    inputs: Properties,
    how: { seed: string; existing?: ResourceState; keepDerived?: boolean },
  ): ResourceState {
    const filled = this.filler.fill({
      schema: this.schemaOf(resource),
      logicalName: resource.logicalName,
      inputs,
      constants: regional(this.constants, plainProperties(inputs)),
      ...how,
    });
    const override = this.overrideOf(resource).outputs?.(plainProperties(inputs)) ?? {};
    return this.withId(filled.id, filled.id, { ...filled.outputs, ...override });
  }

  private withId(id: string, known: Value, outputs: Properties): ResourceState {
    return { id, outputs: this.definition.repeatsId ? { ...outputs, id: known } : outputs };
  }

  /** Outputs as far as they are known before a deployment. */
  private foreseen(
    resource: ResourceIdentity,
    schema: ResourceSchema,
    inputs: Properties,
    kept: Properties,
  ): Properties {
    const outputs: Properties = {};
    const { within = {} } = this.ruleOf(resource);
    for (const [name, declared] of schema.outputs) {
      const known = inputs[name] ?? kept[name];
      if (known !== undefined) {
        outputs[name] = withAdded(known, Object.keys(within[name] ?? {}), kept[name]);
      } else if (!declared.mayBeAbsent) {
        outputs[name] = UNKNOWN;
      }
    }
    const override = this.overrideOf(resource).outputs;
    return override && !hasUnknown(inputs)
      ? { ...outputs, ...override(plainProperties(inputs)) }
      : outputs;
  }

  /** Outputs that an update leaves alone; what follows the inputs is made again. */
  private keptOutputs(
    resource: ResourceIdentity,
    outputs: Properties,
    labelsOnly: boolean,
  ): Properties {
    const derived = new Set([
      ...Object.keys(this.definition.rules.derived),
      ...(labelsOnly ? [] : Object.keys(this.ruleOf(resource).derived ?? {})),
    ]);
    return Object.fromEntries(Object.entries(outputs).filter(([name]) => !derived.has(name)));
  }

  /** Changes of what lies behind the inputs, such as the files of a build context. */
  private contentChanges(
    resource: ResourceIdentity,
    outputs: Properties,
    news: Properties,
  ): DiffResult["changes"] {
    const override = this.overrideOf(resource).outputs;
    if (override === undefined || hasUnknown(news)) {
      return [];
    }
    return Object.entries(override(plainProperties(news)))
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(outputs[name]))
      .map(([name]) => ({
        path: name,
        property: name,
        kind: "update" as const,
        replaces: false,
        isInput: false,
      }));
  }

  private schemaOf({ token }: ResourceIdentity): ResourceSchema {
    const schema = this.schema.resource(token);
    if (schema === undefined) {
      throw new Error(`${this.definition.npmPackage} declares no resource type ${token}`);
    }
    return schema;
  }

  private ruleOf({ token }: ResourceIdentity): TypeRule {
    return this.definition.rules.types[token] ?? {};
  }

  private overrideOf({ token }: ResourceIdentity): ResourceOverride {
    return this.definition.overrides?.[token] ?? {};
  }
}

/** An input with the fields that the cloud adds inside it, as far as they are known. */
function withAdded(input: Value, fields: readonly string[], before: Value | undefined): Value {
  if (fields.length === 0 || !isObject(input) || isUnknown(input)) {
    return input;
  }
  const known = isObject(before) ? before : {};
  const added = fields.map((field) => [field, known[field] ?? UNKNOWN]);
  return { ...(Object.fromEntries(added) as Properties), ...input };
}

/** The arguments that AWS's provider would refuse by name. */
function argumentFailures(schema: ResourceSchema, inputs: Properties): Failure[] {
  const unknown = Object.keys(inputs)
    .filter((name) => !schema.inputs.has(name) && !name.startsWith("__"))
    .map((property) => ({
      property,
      reason: `unsupported attribute: ${schema.token} has no property "${property}"`,
    }));
  const missing = [...schema.inputs]
    .filter(([name, input]) => input.required && (inputs[name] ?? null) === null)
    .map(([property]) => ({
      property,
      reason: `missing required property: ${schema.token} needs "${property}"`,
    }));
  return [...unknown, ...missing];
}

/** A resource or call may name its own region. */
function regional(constants: ProviderConstants, inputs: Properties): ProviderConstants {
  const { region } = inputs;
  return typeof region === "string" && region !== "" ? { ...constants, region } : constants;
}
