/**
 * The parts of a URN: `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`, see
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns.
 */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Type tokens from the outermost component to the resource itself. */
  readonly types: readonly string[];
}

export function partsOf(urn: string): UrnParts {
  const [stack = "", project = "", types = ""] = urn.replace(/^urn:pulumi:/, "").split("::");
  return { stack, project, types: types.split("$") };
}
