import type { FillRules } from "./fill/rules";
import type { Failure, NameRule } from "./naming";
import type { ResourceSchema } from "./schema/schema";
import type { Properties } from "./wire";

/** Constants of a configured provider, such as its region, for functions and fill rules. */
export type ProviderConstants = Readonly<Record<string, string>>;

/** A function of the provider, such as `aws:index/getRegion:getRegion`. Throws an Error for bad arguments. */
export type ProviderFunction = (
  args: Properties,
  constants: ProviderConstants,
) => Properties | Promise<Properties>;

/** What resource-specific code sees when it fills in or checks for itself. */
export interface ResourceOverride {
  /** Values that depend on more than the inputs, such as a hash of files. Unknown in a preview when inputs are. */
  readonly outputs?: (inputs: Properties) => Properties;
  /** Reasons why the cloud would refuse the inputs. */
  readonly check?: (inputs: Properties) => Failure[];
}

/** A stand-in for a provider of resources, as data for the one generic implementation. */
export interface ResourcePackage {
  readonly kind: "resources";
  /** Name in type tokens, such as `aws`. */
  readonly name: string;
  /** npm package that declares the types. */
  readonly npmPackage: string;
  /** Whether a resource's outputs hold its id once more, as those of providers made from Terraform's do. */
  readonly repeatsId: boolean;
  readonly rules: FillRules;
  /** How a type is named; undefined for types that get no physical name. */
  nameRule(schema: ResourceSchema): NameRule | undefined;
  /** Constants from the provider's configuration. */
  constants(config: Properties): ProviderConstants;
  readonly functions: Readonly<Record<string, ProviderFunction>>;
  /** File that a missing function is to be added to, for the error message. */
  readonly functionsFile: string;
  readonly overrides?: Readonly<Record<string, ResourceOverride>>;
}

/** What a package has that knows no names, constants or functions of its own; `rules` still lack their types. */
export const plainRules: Omit<FillRules, "types"> = {
  defaultId: "{hex32}",
  derived: {},
  reports: () => false,
  plausible: () => undefined,
};
export const plainPackage: Pick<ResourcePackage, "nameRule" | "constants" | "functions"> = {
  nameRule: () => undefined,
  constants: () => ({}),
  functions: {},
};
