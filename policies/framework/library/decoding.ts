/**
 * Has `@pulumi/policy` decode each resource once.
 *
 * Its server decodes the properties anew for every policy, at the end of a run those of the whole stack:
 * for a thousand resources under forty stack rules that is most of the time the pack takes. No rule
 * changes what it is given, so all of them can be given the same. Remediations change it, and are left
 * with copies of their own.
 */
import { createRequire } from "node:module";

type Decode = (encoded: object, keepsSecrets: boolean) => Record<string, unknown>;

/** The library's module; its declarations leave the function out as internal. */
interface Decoder {
  deserializeProperties: Decode;
}

/** Wraps the decoder so that it hands out the same object for the same message. */
export function decodingOnce(decode: Decode): Decode {
  const known = new WeakMap<object, Record<string, unknown>>();
  return (encoded, keepsSecrets) => {
    if (keepsSecrets) return decode(encoded, keepsSecrets);
    const decoded = known.get(encoded) ?? decode(encoded, keepsSecrets);
    known.set(encoded, decoded);
    return decoded;
  };
}

/** To be called before the pack is served. A library that has changed inside is left as it is. */
export function decodeOnce(): void {
  const library = createRequire(__filename)("@pulumi/policy/deserialize") as Partial<Decoder>;
  const { deserializeProperties: decode } = library;
  if (typeof decode === "function") library.deserializeProperties = decodingOnce(decode);
}
