/** The shape of a property's value, read from its type as the SDK declares it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "array" | "map"; readonly of: Shape }
  /** `path` names an interface of the SDK's types, such as `acm.CertificateOptions`. */
  | { readonly kind: "object"; readonly path: string };

export interface DeclaredShape {
  readonly shape: Shape;
  /** Whether the type admits `undefined`. */
  readonly mayBeAbsent: boolean;
}

const WRAPPER = /^pulumi\.(?:Output|Input)<([\s\S]*)>$/;
const MAP = /^\{\s*\[key: string\]:\s*([\s\S]*?);?\s*\}$/;
const NAMED = /^(?:outputs|inputs)\.([\w.]+)$/;

/** Reads a declared type, such as `pulumi.Output<outputs.acm.CertificateOptions[] | undefined>`. */
export function readShape(type: string): DeclaredShape {
  const text = type.trim();
  const members = splitUnion(text);
  if (members.length > 1) {
    const present = members.filter((member) => member !== "undefined");
    const first = readShape(present[0] ?? "any");
    return {
      shape: first.shape,
      mayBeAbsent: first.mayBeAbsent || present.length < members.length,
    };
  }
  const wrapped = WRAPPER.exec(text)?.[1];
  if (wrapped !== undefined) {
    return readShape(wrapped);
  }
  return { shape: readSingle(text), mayBeAbsent: text === "undefined" };
}

function readSingle(text: string): Shape {
  if (text.endsWith("[]")) {
    return { kind: "array", of: readShape(text.slice(0, -2)).shape };
  }
  const map = MAP.exec(text)?.[1];
  if (map !== undefined) {
    return { kind: "map", of: readShape(map).shape };
  }
  const path = NAMED.exec(text)?.[1];
  if (path !== undefined) {
    return { kind: "object", path };
  }
  if (text === "number" || text === "boolean" || text === "any") {
    return { kind: text };
  }
  // Enumerations, string literals and the SDK's aliases of string, such as ARN.
  return { kind: "string" };
}

/** The members of a union at the top level of a type. */
function splitUnion(text: string): string[] {
  const members: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if ("{(<[".includes(character)) {
      depth++;
    } else if ("})>]".includes(character)) {
      depth--;
    } else if (character === "|" && depth === 0) {
      members.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  members.push(text.slice(start).trim());
  return members;
}
