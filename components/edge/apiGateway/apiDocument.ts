/** The parts of an OpenAPI 3.1 document that an API is made from. Plain data. */

/** A JSON Schema, or a reference to one. */
export type Schema = Readonly<Record<string, unknown>>;

/** A reference inside the document, such as `#/components/parameters/Page`. */
export interface Reference {
  readonly $ref: string;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required?: boolean;
  readonly schema?: Schema;
}

export interface ApiBody {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
}

export interface ApiOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters?: readonly (ApiParameter | Reference)[];
  readonly requestBody?: ApiBody | Reference;
}

export const documentMethods = [
  "get",
  "head",
  "post",
  "put",
  "patch",
  "delete",
  "options",
] as const;
export type DocumentMethod = (typeof documentMethods)[number];

export type ApiPathItem = {
  readonly parameters?: readonly (ApiParameter | Reference)[];
} & Readonly<Partial<Record<DocumentMethod, ApiOperation>>>;

export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, ApiPathItem>>;
  readonly components?: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, ApiParameter>>;
    readonly requestBodies?: Readonly<Record<string, ApiBody>>;
  };
}
