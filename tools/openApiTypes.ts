import { format, resolveConfig } from "prettier";
import type { OpenApiDocument } from "../services/openapi/document";

const header = `/**
 * Types of every path, parameter and answer of the services' API.
 * Written by \`npm run openapi\` from the openapi.yml of each service: change those, not this file.
 */
`;

/** TypeScript types of a document, formatted as the repository is. */
export async function openApiTypes(document: OpenApiDocument): Promise<string> {
  const { default: generate, astToString } = await import("openapi-typescript");
  const nodes = await generate(JSON.stringify(document), { alphabetize: true });
  const options = await resolveConfig(__filename);
  return format(header + astToString(nodes), { ...options, parser: "typescript" });
}
