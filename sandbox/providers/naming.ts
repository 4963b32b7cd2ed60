/** Physical names, given as pulumi-aws gives them: the logical name, a hyphen and seven hexadecimal digits. */
import { Randomness } from "./fill/randomness";
import type { ResourceSchema } from "./schema/schema";
import { isUnknown, plain, textOf } from "./wire";
import type { Properties } from "./wire";

export interface NameRule {
  /** Property that holds the physical name. */
  readonly property: string;
  /** Longest name that the cloud accepts. */
  readonly maxLength: number;
  /** @default false */
  readonly lowerCase?: boolean;
  /** Text before a generated name, such as `alias/`. @default "" */
  readonly prefix?: string;
  /** Ends a generated name while the named input is true, such as `.fifo`. @default never */
  readonly suffix?: { readonly text: string; readonly when: string };
}

export interface NamingRequest {
  readonly schema: ResourceSchema;
  readonly logicalName: string;
  readonly rule: NameRule | undefined;
  readonly inputs: Properties;
  /** Inputs that the resource has now; empty before its creation. */
  readonly olds: Properties;
  /** The engine's seed of this resource in this update. */
  readonly seed: string;
}

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

const RANDOM_DIGITS = 7;

/** The physical name to add to the inputs, nothing when there is one, or why no name fits. */
export function physicalName(request: NamingRequest): { name?: string; failure?: Failure } {
  const { rule, inputs, olds, schema, logicalName } = request;
  if (rule === undefined || !schema.inputs.has(rule.property)) {
    return {};
  }
  const { property, maxLength } = rule;
  const given = inputs[property];
  if (given !== undefined && given !== null) {
    return isUnknown(given) ? {} : tooLong(textOf(plain(given)), rule);
  }
  if (inputs[`${property}Prefix`] !== undefined) {
    return {};
  }
  const suffix = suffixOf(rule, inputs);
  const stem = `${rule.prefix ?? ""}${rule.lowerCase ? logicalName.toLowerCase() : logicalName}-`;
  const old = olds[property];
  if (typeof old === "string" && isGenerated(old, stem, suffix)) {
    return { name: old };
  }
  if (stem.length + RANDOM_DIGITS + suffix.length > maxLength) {
    const reason = `the name "${logicalName}" plus ${RANDOM_DIGITS + 1} random characters is longer than the ${maxLength} that AWS accepts; shorten it or set ${property}`;
    return { failure: { property, reason } };
  }
  const digits = new Randomness(request.seed).text("hex", RANDOM_DIGITS, logicalName);
  return { name: `${stem}${digits}${suffix}` };
}

/** Whether the name in use is the generated one; a chosen name blocks a second resource beside the first. */
export function hasGeneratedName(logicalName: string, rule: NameRule, inputs: Properties): boolean {
  const name = inputs[rule.property];
  const stem = `${rule.prefix ?? ""}${rule.lowerCase ? logicalName.toLowerCase() : logicalName}-`;
  return (
    name === undefined ||
    (typeof name === "string" && isGenerated(name, stem, suffixOf(rule, inputs)))
  );
}

function suffixOf(rule: NameRule, inputs: Properties): string {
  return rule.suffix !== undefined && inputs[rule.suffix.when] === true ? rule.suffix.text : "";
}

function isGenerated(name: string, stem: string, suffix: string): boolean {
  const end = name.length - suffix.length;
  return (
    name.startsWith(stem) &&
    name.endsWith(suffix) &&
    /^[0-9a-f]{7}$/.test(name.slice(stem.length, end))
  );
}

function tooLong(name: string, { property, maxLength }: NameRule): { failure?: Failure } {
  return name.length <= maxLength
    ? {}
    : {
        failure: {
          property,
          reason: `expected length of ${property} to be at most ${maxLength}, got ${name.length}: "${name}"`,
        },
      };
}
