/**
 * A reader for the generated declarations of Pulumi SDKs. It knows the little of TypeScript that the
 * SDK generator writes, which makes it some thousand times faster than the compiler.
 */

/** One property of a class or interface. */
export interface DeclaredProperty {
  readonly name: string;
  /** Written with `?`. */
  readonly optional: boolean;
  /** Its type as written, such as `pulumi.Output<string | undefined>`. */
  readonly type: string;
  /** Text of its comment, "" when it has none. */
  readonly comment: string;
}

const MEMBER = /(?:readonly\s+)?(?:(\w+)|["']([^"']+)["'])(\?)?\s*:/y;
const SPACE = /\s*/y;

/** The properties of a class or interface body; methods and static members are left out. */
export function readProperties(body: string): DeclaredProperty[] {
  const properties: DeclaredProperty[] = [];
  let comment = "";
  let at = 0;
  while (at < body.length) {
    at = skipSpace(body, at);
    if (body.startsWith("/*", at)) {
      const end = body.indexOf("*/", at);
      comment = body.slice(at, end);
      at = end + 2;
      continue;
    }
    const end = endOfMember(body, at);
    MEMBER.lastIndex = at;
    const match = MEMBER.exec(body);
    const name = match?.[1] ?? match?.[2];
    if (match && name !== undefined) {
      const type = body.slice(MEMBER.lastIndex, end).trim();
      properties.push({ name, optional: match[3] === "?", type, comment });
    }
    comment = "";
    at = end + 1;
  }
  return properties;
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** Position of the `;` that ends the member which starts at `from`. */
function endOfMember(body: string, from: number): number {
  let depth = 0;
  for (let at = from; at < body.length; at++) {
    const character = body.charAt(at);
    if ("{(<[".includes(character)) {
      depth++;
    } else if ("})]".includes(character) || (character === ">" && body.charAt(at - 1) !== "=")) {
      depth--;
    } else if (character === ";" && depth === 0) {
      return at;
    }
  }
  return body.length;
}

/** The text between the braces that open after `header`, or undefined when `header` is absent. */
export function bodyAfter(text: string, header: string, indent = ""): string | undefined {
  const start = text.indexOf(header);
  if (start < 0) {
    return undefined;
  }
  const open = text.indexOf("{", start + header.length);
  // The generator closes a block in the column where its header began.
  const close = text.indexOf(`\n${indent}}`, open);
  return text.slice(open + 1, close < 0 ? undefined : close + 1);
}

/**
 * Body of the interface that a dotted path names, such as `acm.CertificateOptions`, in a `types/output.d.ts`.
 */
export function interfaceBody(text: string, path: string): string | undefined {
  const namespaces = path.split(".");
  const name = namespaces.pop() ?? path;
  let scope = text;
  let indent = "";
  for (const namespace of namespaces) {
    const header =
      indent === "" ? `export declare namespace ${namespace} ` : `namespace ${namespace} `;
    const inner = bodyAfter(scope, `\n${indent}${header}`, indent);
    if (inner === undefined) {
      return undefined;
    }
    scope = inner;
    indent += "    ";
  }
  const keyword = indent === "" ? "export interface" : "interface";
  return bodyAfter(scope, `\n${indent}${keyword} ${name} `, indent);
}
