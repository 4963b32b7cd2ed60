/**
 * An OpenAPI 3.1 document as API Gateway can import it: OpenAPI 3.0 with models in a part of JSON Schema
 * draft 4. Pure.
 *
 * What a model cannot say is left out, which makes the check at the gateway looser, never stricter than
 * the service's own: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
import {
  documentMethods,
  type ApiBody,
  type ApiDocument,
  type ApiOperation,
  type ApiParameter,
  type DocumentMethod,
  type Reference,
  type Schema,
} from "./apiDocument";

export interface DescribedParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
}

export interface DescribedOperation {
  /** Path with its variables, such as `/carts/{customerId}`. */
  readonly template: string;
  readonly method: DocumentMethod;
  readonly operationId?: string;
  readonly parameters: readonly DescribedParameter[];
  /** Name of the model that a JSON body must fit; absent when there is no such body. */
  readonly bodyModel?: string;
  readonly bodyRequired: boolean;
}

export interface DescribedApi {
  readonly operations: readonly DescribedOperation[];
  /** Models by name: those that bodies name, and those that these name. */
  readonly models: Readonly<Record<string, Schema>>;
}

/** Every operation of the document, in its order. */
export function describeApi(document: ApiDocument): DescribedApi {
  const models: Record<string, Schema> = {};
  const operations = Object.entries(document.paths).flatMap(([template, item]) =>
    documentMethods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      const model = bodyModel(document, operation, `${method} ${template}`, models);
      return [
        {
          template,
          method,
          operationId: operation.operationId,
          parameters: parameters.flatMap((one) => describedParameter(document, one)),
          bodyModel: model?.name,
          bodyRequired: model?.required ?? false,
        },
      ];
    }),
  );
  return { operations, models };
}

function isReference(value: object): value is Reference {
  return "$ref" in value && typeof value.$ref === "string";
}

/** Last part of a reference: `#/components/schemas/Item` is `Item`. */
function referenced({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf("/") + 1);
}

function describedParameter(
  document: ApiDocument,
  given: ApiParameter | Reference,
): DescribedParameter[] {
  const parameter = isReference(given)
    ? document.components?.parameters?.[referenced(given)]
    : given;
  // API Gateway knows no cookies; they reach the service unchecked.
  if (parameter === undefined || parameter.in === "cookie") return [];
  const { name } = parameter;
  return [{ name, in: parameter.in, required: parameter.required ?? false }];
}

function bodyModel(
  document: ApiDocument,
  operation: ApiOperation,
  at: string,
  models: Record<string, Schema>,
): { name: string; required: boolean } | undefined {
  const body = bodyOf(document, operation);
  const schema = body?.content["application/json"]?.schema;
  if (body === undefined || schema === undefined) return undefined;
  const required = body.required ?? false;
  if (isReference(schema)) {
    const name = referenced(schema);
    addModel(document, name, models);
    return { name, required };
  }
  const name = modelName(operation.operationId ?? at);
  models[name] = toModel(document, schema, models);
  return { name, required };
}

function bodyOf(document: ApiDocument, { requestBody }: ApiOperation): ApiBody | undefined {
  if (requestBody === undefined || !isReference(requestBody)) return requestBody;
  return document.components?.requestBodies?.[referenced(requestBody)];
}

/** `updateItem` to `UpdateItemRequest`: models are named by letters and digits. */
function modelName(operation: string): string {
  const words = operation.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return `${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("")}Request`;
}

function addModel(document: ApiDocument, name: string, models: Record<string, Schema>): void {
  const schema = document.components?.schemas?.[name];
  if (schema === undefined || name in models) return;
  // Entered before it is filled, since a schema may name itself.
  models[name] = {};
  models[name] = toModel(document, schema, models);
}

/** Keywords that mean the same in a model and hold no schema. */
const plainKeywords = [
  "description",
  "enum",
  "format",
  "maxLength",
  "maximum",
  "minLength",
  "minimum",
  "pattern",
  "required",
] as const;

function toModel(
  document: ApiDocument,
  schema: Schema,
  models: Record<string, Schema>,
): Record<string, unknown> {
  if (isReference(schema)) {
    addModel(document, referenced(schema), models);
    return { $ref: schema.$ref };
  }
  const inner = (value: unknown): unknown =>
    isSchema(value) ? toModel(document, value, models) : value;
  const model: Record<string, unknown> = {};
  for (const keyword of plainKeywords) {
    if (schema[keyword] !== undefined) model[keyword] = schema[keyword];
  }
  if (typeof schema.type === "string") model.type = schema.type;
  if (schema.const !== undefined) model.enum = [schema.const];
  if (isSchema(schema.items)) model.items = inner(schema.items);
  if (schema.additionalProperties !== undefined) {
    model.additionalProperties = inner(schema.additionalProperties);
  }
  if (isSchema(schema.properties)) {
    model.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, value]) => [name, inner(value)]),
    );
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"] as const) {
    const parts: unknown = schema[keyword];
    if (Array.isArray(parts)) model[keyword] = parts.map(inner);
  }
  return model;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
