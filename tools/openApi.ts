/** `npm run openapi` writes .build/openapi.json and the client's types, services/openapi/schema.ts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readOpenApi } from "../services/openapi/read";
import { services } from "../services/registry";
import { openApiTypes } from "./openApiTypes";

const root = join(__dirname, "..");

function write(file: string, text: string): void {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  console.log(file);
}

async function main(): Promise<void> {
  const document = readOpenApi(services);
  write(".build/openapi.json", `${JSON.stringify(document, null, 2)}\n`);
  write("services/openapi/schema.ts", await openApiTypes(document));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
