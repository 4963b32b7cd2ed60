import assert from "node:assert/strict";
import type { ApiDocument, Schema } from "../../../components/edge/apiGateway/apiDocument";
import { describeApi } from "../../../components/edge/apiGateway/describedApi";
import { gatewayResponses } from "../../../components/edge/apiGateway/gatewayResponses";

/** A document whose one operation takes a body of this schema. */
function withBody(schema: Schema, schemas: Record<string, Schema> = {}): ApiDocument {
  return {
    info: { title: "Shop", version: "1" },
    paths: {
      "/things": {
        post: {
          operationId: "add-thing",
          requestBody: { content: { "application/json": { schema } } },
        },
      },
    },
    components: { schemas },
  };
}

function modelOf(schema: Schema): unknown {
  return describeApi(withBody(schema)).models["AddThingRequest"];
}

describe("models of API Gateway", () => {
  const cases: readonly (readonly [string, Schema, unknown])[] = [
    [
      "keeps what a model can say",
      { type: "string", pattern: "^a$", minLength: 1, maxLength: 3, enum: ["a"] },
      { type: "string", pattern: "^a$", minLength: 1, maxLength: 3, enum: ["a"] },
    ],
    [
      "says a constant as the only value of an enumeration",
      { type: "string", const: "card" },
      { type: "string", enum: ["card"] },
    ],
    [
      "leaves several types, examples and exclusive bounds to the service",
      { type: ["string", "null"], examples: ["a"], exclusiveMinimum: 0 },
      {},
    ],
    [
      "goes into lists, properties and alternatives",
      {
        type: "object",
        additionalProperties: false,
        properties: {
          list: { type: "array", items: { type: "integer", examples: [1] } },
          either: { anyOf: [{ type: "string" }, { const: 1 }] },
        },
      },
      {
        type: "object",
        additionalProperties: false,
        properties: {
          list: { type: "array", items: { type: "integer" } },
          either: { anyOf: [{ type: "string" }, { enum: [1] }] },
        },
      },
    ],
  ];
  for (const [sentence, schema, model] of cases) {
    it(sentence, () => {
      assert.deepEqual(modelOf(schema), model);
    });
  }

  it("takes along what a model names, also when it names itself, and nothing else", () => {
    const node = { properties: { next: { $ref: "#/components/schemas/Node" } } };
    const { models, operations } = describeApi(
      withBody({ $ref: "#/components/schemas/Node" }, { Node: node, Other: { type: "string" } }),
    );
    assert.deepEqual(models, { Node: node });
    assert.equal(operations[0]?.bodyModel, "Node");
    assert.equal(operations[0].bodyRequired, false);
  });
});

describe("answers that a REST API gives by itself", () => {
  it("are in the services' form, with the status in the body", () => {
    const { THROTTLED, MISSING_AUTHENTICATION_TOKEN, DEFAULT_5XX } = gatewayResponses();
    assert.deepEqual(THROTTLED, {
      statusCode: 429,
      responseTemplates: {
        "application/json": '{"code":429,"message":$context.error.messageString}',
      },
    });
    assert.deepEqual(MISSING_AUTHENTICATION_TOKEN, {
      statusCode: 404,
      responseTemplates: {
        "application/json": '{"code":404,"message":"no service answers this path"}',
      },
    });
    assert.equal(DEFAULT_5XX?.statusCode, undefined);
  });
});
