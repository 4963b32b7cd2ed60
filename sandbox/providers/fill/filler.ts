import type { PackageSchema, ResourceSchema } from "../schema/schema";
import type { DeclaredShape, Shape } from "../schema/shapes";
import {
  isList,
  isObject,
  isSecret,
  isUnknown,
  isAssetOrArchive,
  plain,
  plainProperties,
  secret,
} from "../wire";
import type { Properties, Value } from "../wire";
import { isAlphabet, Randomness } from "./randomness";
import type { Fill, FillRules, ResourceContext, TypeRule } from "./rules";

/** Deep enough for every AWS type; ends types that contain themselves. */
const MAX_DEPTH = 6;

export interface FillRequest {
  readonly schema: ResourceSchema;
  readonly logicalName: string;
  /** Seeds what is made up; the same seed gives the same values. */
  readonly seed: string;
  readonly inputs: Properties;
  readonly constants: Readonly<Record<string, string>>;
  /** Id and outputs of the resource before an update. */
  readonly existing?: { readonly id: string; readonly outputs: Properties };
  /** Keeps what the type derives from its inputs, as when only tags change. @default false */
  readonly keepDerived?: boolean;
}

export interface Filled {
  readonly id: string;
  readonly outputs: Properties;
}

/** Makes the state of a resource from its inputs, as the cloud would answer. */
export class Filler {
  constructor(
    private readonly types: PackageSchema,
    private readonly rules: FillRules,
  ) {}

  fill(request: FillRequest): Filled {
    const rule = this.rules.types[request.schema.token] ?? {};
    const context = new FillContext(request, rule, this.rules, (shape, name, self) =>
      this.madeUp(shape, name, self, 0),
    );
    const outputs: Properties = {};
    for (const [name, declared] of request.schema.outputs) {
      const value = this.output(name, declared, request, context);
      if (value !== undefined) {
        outputs[name] = value;
      }
    }
    return { id: context.id, outputs };
  }

  private output(
    name: string,
    declared: DeclaredShape,
    { inputs, schema }: FillRequest,
    context: FillContext,
  ): Value | undefined {
    const input = inputs[name];
    if (input !== undefined) {
      return context.within(name, input, this.completed(input, declared.shape, 0));
    }
    if (context.hasRule(name)) {
      return context.raw(name);
    }
    // A setting that the program left out, and that AWS gives no value of its own, is not reported.
    const leftOut = schema.inputs.has(name) && !this.rules.reports(name, declared.shape);
    return declared.mayBeAbsent || leftOut ? undefined : context.raw(name);
  }

  /** The value with every field that its type always has; assets and unknown values stay as they are. */
  private completed(value: Value, shape: Shape, depth: number): Value {
    if (isSecret(value) && isObject(value)) {
      return secret(this.completed(value.value ?? null, shape, depth));
    }
    if (isUnknown(value) || isAssetOrArchive(value) || depth > MAX_DEPTH) {
      return value;
    }
    if (isList(value) && shape.kind === "array") {
      return value.map((item) => this.completed(item, shape.of, depth + 1));
    }
    if (!isObject(value) || shape.kind !== "object") {
      return value;
    }
    const result: Properties = { ...value };
    for (const [name, field] of this.types.object(shape.path)) {
      const given = value[name];
      if (given !== undefined) {
        result[name] = this.completed(given, field.shape, depth + 1);
      } else if (!field.mayBeAbsent) {
        result[name] = this.zero(field.shape, depth + 1);
      }
    }
    return result;
  }

  /** What AWS reports for a setting that was left out. */
  private zero(shape: Shape, depth: number): Value {
    switch (shape.kind) {
      case "string":
        return "";
      case "number":
        return 0;
      case "boolean":
        return false;
      case "array":
        return [];
      case "map":
      case "any":
        return {};
      case "object":
        return depth > MAX_DEPTH ? {} : this.completed({}, shape, depth);
    }
  }

  private madeUp(shape: Shape, name: string, context: FillContext, depth: number): Value {
    const plausible = this.rules.plausible(name, shape, context);
    if (plausible !== undefined) {
      return plausible;
    }
    if (depth === 0 && context.schema.inputs.has(name)) {
      return this.zero(shape, depth);
    }
    if (shape.kind === "array" && shape.of.kind === "object") {
      // A list that only the cloud fills, such as an EKS cluster's identities, has an element to use.
      return [this.madeUp(shape.of, name, context, depth + 1)];
    }
    if (shape.kind === "object" && depth <= MAX_DEPTH) {
      const fields = [...this.types.object(shape.path)].filter(([, field]) => !field.mayBeAbsent);
      return Object.fromEntries(
        fields.map(([key, field]) => [key, this.madeUp(field.shape, key, context, depth + 1)]),
      );
    }
    return this.zero(shape, depth);
  }
}

type MadeUp = (shape: Shape, name: string, context: FillContext) => Value;

class FillContext implements ResourceContext {
  readonly schema: ResourceSchema;
  readonly logicalName: string;
  readonly inputs: Properties;
  readonly previous?: Properties;
  readonly constants: Readonly<Record<string, string>>;
  readonly random: Randomness;
  readonly id: string;
  private readonly made = new Map<string, Value>();

  constructor(
    private readonly request: FillRequest,
    private readonly rule: TypeRule,
    private readonly rules: FillRules,
    private readonly madeUp: MadeUp,
  ) {
    this.schema = request.schema;
    this.logicalName = request.logicalName;
    this.inputs = plainProperties(request.inputs);
    this.constants = request.constants;
    this.random = new Randomness(request.seed);
    this.previous = request.existing && plainProperties(request.existing.outputs);
    this.id = "";
    const id = request.existing?.id ?? this.expand(rule.id ?? rules.defaultId, "id");
    this.id = typeof id === "string" && id !== "" ? id : this.random.text("hex", 17, "id");
  }

  hasRule(name: string): boolean {
    return (
      this.rule.outputs?.[name] !== undefined ||
      this.derivedRule(name) !== undefined ||
      this.request.existing?.outputs[name] !== undefined
    );
  }

  /** An input, once completed, with the fields that the cloud adds inside it. */
  within(name: string, input: Value, completed: Value): Value {
    const fields = this.rule.within?.[name];
    if (fields === undefined || !isObject(input) || !isObject(completed)) {
      return completed;
    }
    const before = this.previous?.[name];
    const added = Object.entries(fields)
      .filter(([field]) => input[field] === undefined)
      .map(([field, fill]) => {
        const kept = isObject(before) ? before[field] : undefined;
        return [field, kept ?? this.expand(fill, `${name}.${field}`)];
      });
    return { ...completed, ...(Object.fromEntries(added) as Properties) };
  }

  property(name: string): Value {
    if (name === "id") {
      return this.id;
    }
    return this.inputs[name] ?? plain(this.raw(name));
  }

  text(name: string): string {
    const value = this.property(name);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** A property that is not an input, with its secrets still marked. */
  raw(name: string): Value {
    let value = this.made.get(name);
    if (value === undefined) {
      // Guards against rules that lead back to themselves.
      this.made.set(name, "");
      value = this.make(name);
      this.made.set(name, value);
    }
    return value;
  }

  private make(name: string): Value {
    const derived = this.derivedRule(name);
    if (derived !== undefined) {
      return this.expand(derived, name);
    }
    const kept = this.request.existing?.outputs[name];
    if (kept !== undefined) {
      return kept;
    }
    const rule = this.rule.outputs?.[name];
    if (rule !== undefined) {
      return this.expand(rule, name);
    }
    const declared = this.schema.outputs.get(name);
    const leftOut =
      declared !== undefined &&
      this.schema.inputs.has(name) &&
      !this.rules.reports(name, declared.shape);
    return declared === undefined || leftOut ? "" : this.madeUp(declared.shape, name, this);
  }

  private derivedRule(name: string): Fill | undefined {
    const kept = this.request.keepDerived && this.request.existing?.outputs[name] !== undefined;
    return (kept ? undefined : this.rule.derived?.[name]) ?? this.rules.derived[name];
  }

  private expand(fill: Fill, label: string): Value {
    if (typeof fill === "function") {
      return fill(this);
    }
    return typeof fill === "string" ? expandTemplate(fill, label, this) : fill;
  }
}

const PLACEHOLDER = /\{([a-zA-Z]+)(\d*)\}/g;

/** Replaces the placeholders of a template; `label` tells apart what several templates make up. */
export function expandTemplate(template: string, label: string, context: ResourceContext): string {
  return template.replace(PLACEHOLDER, (_match, word: string, digits: string) => {
    if (digits !== "" && isAlphabet(word)) {
      return context.random.text(word, Number(digits), label);
    }
    if (word === "uuid") {
      return context.random.uuid(label);
    }
    return context.constants[word] ?? context.text(`${word}${digits}`);
  });
}
