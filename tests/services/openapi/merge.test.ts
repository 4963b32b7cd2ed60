import assert from "node:assert/strict";
import type { ApiDocument } from "../../../components/edge/apiGateway/apiDocument";
import { type OpenApiDocument, parseDocument } from "../../../services/openapi/document";
import { mergeDocuments } from "../../../services/openapi/merge";
import { readOpenApi } from "../../../services/openapi/read";
import { services } from "../../../services/registry";

const info = { title: "Shop", version: "1" };
const routes = [{ path: "/a/*" }];

function description(more: Partial<OpenApiDocument> = {}): OpenApiDocument {
  return {
    openapi: "3.1.0",
    info,
    paths: { "/a/{id}": { get: { operationId: "getA" } }, "/health": { get: {} } },
    components: { schemas: { Error: { type: "object" } } },
    ...more,
  };
}

describe("merging descriptions", () => {
  it("takes the paths below the routes, and leaves the others to the load balancer", () => {
    const merged = mergeDocuments(info, [{ name: "a", routes, document: description() }]);
    assert.deepEqual(merged, {
      openapi: "3.1.0",
      info,
      paths: { "/a/{id}": { get: { operationId: "getA" } } },
      components: { schemas: { Error: { type: "object" } } },
    });
  });

  it("shares a component that two services describe alike", () => {
    const b = description({ paths: {} });
    const merged = mergeDocuments(info, [
      { name: "a", routes, document: description() },
      { name: "b", routes: [], document: b },
    ]);
    assert.deepEqual(merged.components, { schemas: { Error: { type: "object" } } });
  });

  it("refuses a component that two services describe differently", () => {
    const b = description({ paths: {}, components: { schemas: { Error: { type: "string" } } } });
    const both = [
      { name: "a", routes, document: description() },
      { name: "b", routes: [], document: b },
    ];
    assert.throws(() => mergeDocuments(info, both), {
      message:
        "services a and b both describe components/schemas/Error, differently; rename one of them in its openapi.yml",
    });
  });

  it("refuses two operations of one id", () => {
    const b = description({ paths: { "/a/all": { get: { operationId: "getA" } } } });
    const both = [
      { name: "a", routes, document: description() },
      { name: "b", routes, document: b },
    ];
    assert.throws(() => mergeDocuments(info, both), /operationId "getA" names get \/a\/\{id\}/);
  });

  it("names the place where a file is no OpenAPI 3.1", () => {
    const swagger = { ...description(), openapi: "2.0" };
    assert.throws(() => parseDocument(swagger, "a.yml"), /^Error: a.yml .* at "openapi"/);
  });
});

describe("the description of this stack's services", () => {
  it("has the public operations of catalog and carts, ready for an API Gateway", () => {
    const document: ApiDocument = readOpenApi(services);
    assert.ok("/catalog/products/{id}" in document.paths);
    assert.ok("/carts/{customerId}/items" in document.paths);
    assert.ok(!("/health" in document.paths));
  });
});
