/**
 * How a package makes up what a cloud would assign: ids, ARNs, addresses. Rules are data, so that
 * a new resource type is one line in a table.
 */
import type { ResourceSchema } from "../schema/schema";
import type { Shape } from "../schema/shapes";
import type { Properties, Value } from "../wire";
import type { Randomness } from "./randomness";

/** What a rule can draw on. */
export interface ResourceContext {
  readonly schema: ResourceSchema;
  /** Name in the program, such as `orders-table`. */
  readonly logicalName: string;
  /** Id that the resource has; made up before any other property. */
  readonly id: string;
  /** Inputs with secrets opened. */
  readonly inputs: Properties;
  /** Outputs before an update; absent on creation. */
  readonly previous?: Properties;
  /** Constants of the provider, such as `region` and `account`, for templates. */
  readonly constants: Readonly<Record<string, string>>;
  readonly random: Randomness;
  /** Any property of the resource: the input, or the made-up value. */
  property(name: string): Value;
  /** A property as text; "" when it is absent. */
  text(name: string): string;
}

/**
 * A value to fill in. Text is a template: `{hex17}`, `{upper13}`, `{lower8}`, `{digits6}`, `{uuid}`, a constant such as
 * `{region}`, or another property such as `{name}`.
 */
export type Fill = string | number | boolean | ((context: ResourceContext) => Value);

export interface TypeRule {
  /** @default the package's own default */
  readonly id?: Fill;
  /** Outputs that keep their value once made. */
  readonly outputs?: Readonly<Record<string, Fill>>;
  /** Outputs that follow the inputs and are made again on every update. */
  readonly derived?: Readonly<Record<string, Fill>>;
  /** Fields that the cloud adds inside an input, by the input and the field. */
  readonly within?: Readonly<Record<string, Readonly<Record<string, Fill>>>>;
  /** Inputs whose change replaces the resource, besides its physical name. */
  readonly replaceOnChange?: readonly string[];
  /** Inputs that can change in place although the documentation says of some case that they replace the resource. */
  readonly keepOnChange?: readonly string[];
  /** The only inputs that can change in place; every other one replaces the resource. */
  readonly updateInPlace?: readonly string[];
  /** The physical name can change in place. @default a new name replaces the resource */
  readonly renameInPlace?: boolean;
  /** Told the outputs that exist when a resource is compared, so that a replacement can differ. */
  readonly remember?: (outputs: Properties) => void;
}

/** The rules of one package. */
export interface FillRules {
  readonly types: Readonly<Record<string, TypeRule>>;
  readonly defaultId: Fill;
  /** Properties of every type that follow the inputs. */
  readonly derived: Readonly<Record<string, Fill>>;
  /** Whether the cloud reports an input that was left out and that no rule names. */
  reports(name: string, shape: Shape): boolean;
  /** Value of a property that no rule names. */
  plausible(name: string, shape: Shape, context: ResourceContext): Value | undefined;
}
