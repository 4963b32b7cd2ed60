import { isList, isObject, textOf } from "../../wire";
import type { Properties } from "../../wire";

/** A text argument; "" when it is absent. */
export function text(args: Properties, name: string): string {
  const value = args[name];
  return typeof value === "string" ? value : "";
}

/** The texts of a list argument; empty when it is absent. */
export function list(args: Properties, name: string): string[] {
  const value = args[name];
  return isList(value) ? value.map(textOf) : [];
}

/** The objects of a list argument; empty when it is absent. */
export function objects(args: Properties, name: string): Properties[] {
  const value = args[name];
  return isList(value) ? value.filter(isObject) : [];
}

/** Values of a lookup filter, as in `filters: [{ name, values }]`. */
export function filterValues(args: Properties, name: string): string[] {
  return objects(args, "filters")
    .filter((filter) => filter.name === name)
    .flatMap((filter) => list(filter, "values"));
}
