/** The parts of an OpenAPI 3.1 document that the merge and API gateways look at; the rest passes as it is. */
import * as z from "zod";

const schema = z.record(z.string(), z.unknown());
const reference = z.looseObject({ $ref: z.string() });
const parameter = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().optional(),
  schema: schema.optional(),
});
const body = z.looseObject({
  required: z.boolean().optional(),
  content: z.record(z.string(), z.looseObject({ schema: schema.optional() })),
});
const parameters = z.array(z.union([reference, parameter])).optional();
const operation = z
  .looseObject({
    operationId: z.string().optional(),
    parameters,
    requestBody: z.union([reference, body]).optional(),
  })
  .optional();

const documentSchema = z.looseObject({
  openapi: z.string().regex(/^3\.1\./),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith("/"),
    z.looseObject({
      parameters,
      get: operation,
      head: operation,
      post: operation,
      put: operation,
      patch: operation,
      delete: operation,
      options: operation,
    }),
  ),
  components: z
    .looseObject({
      schemas: z.record(z.string(), schema).optional(),
      parameters: z.record(z.string(), parameter).optional(),
      requestBodies: z.record(z.string(), body).optional(),
    })
    .optional(),
});

export type OpenApiDocument = z.infer<typeof documentSchema>;

/** @throws Error naming the first place where the document is not OpenAPI 3.1 */
export function parseDocument(value: unknown, file: string): OpenApiDocument {
  const parsed = documentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new Error(`${file} is not an OpenAPI 3.1 document at "${place}": ${issue?.message ?? ""}`);
}
