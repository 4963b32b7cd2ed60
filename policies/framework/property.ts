/**
 * A property as a rule may look at it: known, absent or unknown, and never throwing.
 *
 * Rules walk from the resource's properties with `at`, `items` and `entries`, and decide with `is`,
 * `isNot`, `isMissing`, `text`, `flag` and `number`. Each time a decision would need a value that
 * the preview does not know, the path is noted, so that a rule that stayed silent can be listed as
 * not verified.
 */
import { isUnknown, ownValue } from "./unknown";

/** Called with the path of a value that a decision needed and the preview does not know. */
export type NoteUnknown = (path: string) => void;

/** What a property can be compared with. */
export type Scalar = string | number | boolean;

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function equals(value: unknown, expected: Scalar): boolean {
  // Providers accept "true" for true and "443" for 443, and so does the comparison.
  return value === expected || (typeof value === "string" && value === String(expected));
}

export class Property {
  constructor(
    /** The bare value; rules decide with the methods instead. */
    private readonly value: unknown,
    /** Where the property stands, such as `origins[0].customOriginConfig`. */
    readonly path: string,
    private readonly noteUnknown: NoteUnknown,
  ) {}

  /** True when the value only exists after the update. Notes the path as not verified. */
  get isUnknown(): boolean {
    const unknown = isUnknown(this.value);
    if (unknown) this.noteUnknown(this.path);
    return unknown;
  }

  /** True when nothing was given: undefined, null, an empty string or an empty list. */
  get isMissing(): boolean {
    const { value } = this;
    return (
      value === undefined ||
      value === null ||
      value === "" ||
      (Array.isArray(value) && value.length === 0)
    );
  }

  /** The property below this one; unknown below an unknown, missing below anything without it. */
  at(key: string): Property {
    const path = this.path === "" ? key : `${this.path}.${key}`;
    if (isUnknown(this.value)) return new Property(this.value, path, this.noteUnknown);
    // AWS blocks of at most one element arrive as a list of one from some providers.
    const holder: unknown =
      Array.isArray(this.value) && this.value.length === 1 ? this.value[0] : this.value;
    if (isUnknown(holder)) return new Property(holder, path, this.noteUnknown);
    const value = isObject(holder) ? ownValue(holder, key) : undefined;
    return new Property(value, path, this.noteUnknown);
  }

  /** The elements of a list; a single object counts as a list of one, an unknown list as none. */
  items(): readonly Property[] {
    if (this.isUnknown || this.isMissing) return [];
    if (!Array.isArray(this.value)) return [this];
    const items: readonly unknown[] = this.value;
    return items.map(
      (item, index) => new Property(item, `${this.path}[${index}]`, this.noteUnknown),
    );
  }

  /** The entries of a map, by key; none when the map is unknown. */
  entries(): readonly (readonly [key: string, value: Property])[] {
    if (this.isUnknown || !isObject(this.value) || Array.isArray(this.value)) return [];
    return Object.keys(this.value).map((key) => [key, this.at(key)] as const);
  }

  /** Every single value at or below this one, also in JSON text. */
  leaves(): readonly Property[] {
    const isJson = typeof this.value === "string" && /^\s*[[{]/.test(this.value);
    const { value } = isJson ? this.json() : this;
    if (!isObject(value)) return this.isMissing ? [] : [this];
    return Object.keys(value).flatMap((key) => {
      const path = Array.isArray(value) ? `${this.path}[${key}]` : `${this.path}.${key}`;
      return new Property(ownValue(value, key), path, this.noteUnknown).leaves();
    });
  }

  /** True when the value is known and one of these. */
  is(...expected: readonly Scalar[]): boolean {
    return !this.isUnknown && expected.some((each) => equals(this.value, each));
  }

  /** True when the value is known, or missing, and none of these. Says false on an unknown. */
  isNot(...accepted: readonly Scalar[]): boolean {
    return !this.isUnknown && !accepted.some((each) => equals(this.value, each));
  }

  /** The string, or undefined when it is missing, unknown or something else. */
  text(): string | undefined {
    if (this.isUnknown || this.value === "") return undefined;
    return typeof this.value === "string" ? this.value : undefined;
  }

  /** The boolean, or undefined when it is missing, unknown or something else. */
  flag(): boolean | undefined {
    if (this.is(true)) return true;
    return this.is(false) ? false : undefined;
  }

  /** The number, also from a numeric string, or undefined. */
  number(): number | undefined {
    if (this.isUnknown) return undefined;
    if (typeof this.value === "number") return this.value;
    if (typeof this.value !== "string" || this.value.trim() === "") return undefined;
    const parsed = Number(this.value);
    return Number.isFinite(parsed) ? parsed : undefined;
  }

  /** The list's strings; a single string counts as a list of one, unknown elements are left out. */
  texts(): readonly string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /**
   * The document held as JSON text, or as an object already. A text that is not JSON is treated as
   * unknown: it is AWS's to refuse, and nothing can be said about it here.
   */
  json(): Property {
    if (typeof this.value !== "string" || isUnknown(this.value) || this.value === "") return this;
    try {
      const parsed: unknown = JSON.parse(this.value);
      return new Property(parsed, this.path, this.noteUnknown);
    } catch {
      this.noteUnknown(this.path);
      return new Property(undefined, this.path, this.noteUnknown);
    }
  }
}
