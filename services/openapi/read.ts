import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type OpenApiDocument, parseDocument } from "./document";
import { mergeDocuments } from "./merge";

/** What a service's description is found and judged by. */
interface Service {
  /** Name of its folder below `services/`. */
  readonly name: string;
  readonly routes: readonly { readonly path: string }[];
}

const info = { title: "Shop", version: "1.0.0" };

/**
 * The public operations of all services that have an `openapi.yml` beside their definition.
 *
 * @throws Error when a file is no OpenAPI 3.1 document, or two contradict each other
 */
export function readOpenApi(services: readonly Service[]): OpenApiDocument {
  const described = services.flatMap(({ name, routes }) => {
    const file = join(__dirname, "..", name, "openapi.yml");
    if (!existsSync(file)) return [];
    const source: unknown = parse(readFileSync(file, "utf8"));
    return [{ name, routes, document: parseDocument(source, `services/${name}/openapi.yml`) }];
  });
  return mergeDocuments(info, described);
}
