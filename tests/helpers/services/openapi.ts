import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { parse } from "yaml";
import * as z from "zod";

const schemaObject = z.record(z.string(), z.unknown());
const responseObject = z.looseObject({
  $ref: z.string().optional(),
  content: z.record(z.string(), z.object({ schema: schemaObject })).optional(),
});
const operation = z.looseObject({ responses: z.record(z.string(), responseObject) });
const documentObject = z.looseObject({
  paths: z.record(
    z.string(),
    z.looseObject({
      get: operation.optional(),
      post: operation.optional(),
      patch: operation.optional(),
      delete: operation.optional(),
    }),
  ),
  components: z.looseObject({ responses: z.record(z.string(), responseObject) }),
});

const methods = ["get", "post", "patch", "delete"] as const;
export type Method = (typeof methods)[number];

/** A service's own API description, to hold answers against. */
export interface ApiDescription {
  /** Every operation, such as `get /catalog/products/{id}`, sorted. */
  readonly operations: readonly string[];
  /** Fails unless the answer has a declared status and the body declared for it; returns the body. */
  assertAnswer(method: Method, path: string, answer: Response): Promise<unknown>;
}

/** Reads an OpenAPI 3.1 file, whose schemas are JSON Schema 2020-12. */
export function readApi(file: string): ApiDescription {
  const source: unknown = parse(readFileSync(file, "utf8"));
  const api = documentObject.parse(source);
  const ajv = new Ajv2020({ strict: true, allErrors: true });
  addFormats(ajv);
  ajv.addVocabulary(["openapi", "info", "paths", "components"]);
  ajv.addSchema({ ...api, $id: "api" });

  const declared = (method: Method, path: string, status: number) => {
    const responses = api.paths[path]?.[method]?.responses;
    assert.ok(responses, `${method} ${path} is not in ${file}`);
    const response = responses[String(status)] ?? responses.default;
    assert.ok(response, `${method} ${path} may not answer ${status}`);
    const shared = response.$ref?.replace("#/components/responses/", "");
    return shared === undefined ? response : api.components.responses[shared];
  };

  return {
    operations: Object.entries(api.paths)
      .flatMap(([path, item]) => methods.filter((m) => item[m]).map((m) => `${m} ${path}`))
      .sort(),
    async assertAnswer(method, path, answer) {
      const text = await answer.text();
      const content = declared(method, path, answer.status)?.content;
      if (content === undefined) {
        assert.equal(text, "", "no body is declared");
        return undefined;
      }
      assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
      const body: unknown = JSON.parse(text);
      const schema = content["application/json"]?.schema ?? false;
      const valid = ajv.validate(absolute(schema), body);
      assert.ok(valid, `${ajv.errorsText()} in ${text}`);
      return body;
    },
  };
}

/** References of a schema taken out of the document point back into it. */
function absolute(schema: object | boolean): object | boolean {
  const text = JSON.stringify(schema).replaceAll('"#/', '"api#/');
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? value : Boolean(value);
}
