/** Which inputs replace a resource when they change. */
import type { ResourcePackage } from "./package";
import type { ResourceSchema } from "./schema/schema";

/**
 * Whether a change of this input replaces the resource. The SDK does not publish it as data, so it is
 * known from the documentation in the SDK, from the tables in `types`, and for names and regions in general.
 */
export function replaces(
  { rules, nameRule }: Pick<ResourcePackage, "rules" | "nameRule">,
  schema: ResourceSchema,
  property: string,
): boolean {
  const rule = rules.types[schema.token] ?? {};
  if (rule.updateInPlace !== undefined) return !rule.updateInPlace.includes(property);
  if (rule.keepOnChange?.includes(property)) return false;
  const name = nameRule(schema)?.property ?? "name";
  return (
    property === "region" ||
    (!rule.renameInPlace && (property === name || property === `${name}Prefix`)) ||
    schema.replaceOnChange.has(property) ||
    (rule.replaceOnChange?.includes(property) ?? false)
  );
}
