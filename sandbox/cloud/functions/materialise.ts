/** Brings the emulator's functions to what the state declares. */
import { createHash } from "node:crypto";
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  type Runtime,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  paginateListFunctions,
} from "@aws-sdk/client-lambda";
import { failedWith } from "../clients";
import type { AssetReader } from "../state/assets";
import { type LambdaFunction, zipFiles } from "./lambdaFunctions";

function configuration(definition: LambdaFunction) {
  return {
    FunctionName: definition.name,
    Role: definition.role,
    Handler: definition.handler,
    // The SDK types a closed set of runtimes; the emulator takes any nodejs version.
    Runtime: definition.runtime as Runtime,
    Timeout: definition.timeoutSeconds,
    MemorySize: definition.memoryMiB,
    Environment: { Variables: { ...definition.variables } },
  };
}

function sameConfiguration(definition: LambdaFunction, actual: FunctionConfiguration): boolean {
  const flat = (variables: Readonly<Record<string, string>>) =>
    JSON.stringify(Object.entries(variables).sort());
  return (
    actual.Role === definition.role &&
    actual.Handler === definition.handler &&
    actual.Runtime === definition.runtime &&
    actual.Timeout === definition.timeoutSeconds &&
    actual.MemorySize === definition.memoryMiB &&
    flat(actual.Environment?.Variables ?? {}) === flat(definition.variables)
  );
}

async function current(
  client: LambdaClient,
  name: string,
): Promise<FunctionConfiguration | undefined> {
  try {
    return await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  } catch (error) {
    if (failedWith(error, "ResourceNotFoundException")) return undefined;
    throw error;
  }
}

async function applyFunction(
  client: LambdaClient,
  definition: LambdaFunction,
  assets: AssetReader,
): Promise<void> {
  const zip = zipFiles(await assets.archive(definition.code, definition.urn));
  const hash = createHash("sha256").update(zip).digest("base64");
  const actual = await current(client, definition.name);
  if (actual === undefined) {
    await client.send(
      new CreateFunctionCommand({ ...configuration(definition), Code: { ZipFile: zip } }),
    );
    return;
  }
  if (actual.CodeSha256 !== hash) {
    await client.send(
      new UpdateFunctionCodeCommand({ FunctionName: definition.name, ZipFile: zip }),
    );
  }
  if (!sameConfiguration(definition, actual)) {
    await client.send(new UpdateFunctionConfigurationCommand(configuration(definition)));
  }
}

/** Creates and updates functions by code hash and configuration; others are deleted. */
export async function applyFunctions(
  client: LambdaClient,
  functions: readonly LambdaFunction[],
  assets: AssetReader,
): Promise<void> {
  const wanted = new Set(functions.map(({ name }) => name));
  for await (const page of paginateListFunctions({ client }, {})) {
    for (const { FunctionName } of page.Functions ?? []) {
      if (FunctionName === undefined || wanted.has(FunctionName)) continue;
      await client.send(new DeleteFunctionCommand({ FunctionName }));
    }
  }
  for (const definition of functions) await applyFunction(client, definition, assets);
}
