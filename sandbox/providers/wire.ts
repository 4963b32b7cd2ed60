/**
 * Property values as the engine sends them to a provider: JSON, in which secrets, assets, unknown
 * values and outputs are objects or strings with reserved marks.
 *
 * The marks are part of Pulumi's provider protocol:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/properties.go
 */
export type Value = null | boolean | number | string | Value[] | Properties;
export interface Properties {
  [name: string]: Value;
}

const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** A file or an archive, told apart by the hash of its content. */
export type Asset = Properties & { readonly [SIGNATURE_KEY]: string };

/** Stands for a value that is not known before the deployment. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWNS: ReadonlySet<Value> = new Set<Value>([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isList(value: Value | undefined): value is Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether this very value is unknown; a list or object that contains one is not. */
export function isUnknown(value: Value | undefined): boolean {
  if (isObject(value) && value[SIGNATURE_KEY] === OUTPUT) {
    return !("value" in value) || isUnknown(value.value);
  }
  if (isObject(value) && value[SIGNATURE_KEY] === SECRET) {
    return isUnknown(value.value);
  }
  return value !== undefined && UNKNOWNS.has(value);
}

/** Whether the value is unknown or contains something unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (isUnknown(value)) {
    return true;
  }
  if (Array.isArray(value)) {
    return value.some(hasUnknown);
  }
  return isObject(value) && Object.values(value).some(hasUnknown);
}

export function isSecret(value: Value | undefined): boolean {
  if (!isObject(value)) {
    return false;
  }
  const signature = value[SIGNATURE_KEY];
  return signature === SECRET || (signature === OUTPUT && value.secret === true);
}

export function isAssetOrArchive(value: Value | undefined): value is Asset {
  return isObject(value) && (value[SIGNATURE_KEY] === ASSET || value[SIGNATURE_KEY] === ARCHIVE);
}

/** Marks a value as secret; the engine then encrypts it in the state. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE_KEY]: SECRET, value };
}

/** The plain value inside secrets and outputs, at every depth; unknown values become `UNKNOWN`. */
export function plain(value: Value): Value {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (isUnknown(value)) {
    return UNKNOWN;
  }
  if (!isObject(value) || isAssetOrArchive(value)) {
    return value;
  }
  const signature = value[SIGNATURE_KEY];
  if (signature === SECRET || signature === OUTPUT) {
    return plain(value.value ?? null);
  }
  return plainProperties(value);
}

/** `plain` for a set of properties. */
export function plainProperties(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plain(value)]));
}

/** A value as text: numbers and booleans as written, lists and objects as JSON. */
export function textOf(value: Value | undefined): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}

/** Identity of an asset's or archive's content, such as `sha256:…`. */
export function contentHash(asset: Asset): string {
  return typeof asset.hash === "string" ? asset.hash : JSON.stringify(asset);
}
