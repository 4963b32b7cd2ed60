import assert from "node:assert/strict";
import {
  readViewerRequestResult,
  readViewerResponseResult,
  viewerRequestEvent,
} from "../../../../sandbox/cloud/edge/functionEvent";
import { bodyText, edgeRequest } from "../fixtures/http";

const context = { distributionDomainName: "d1.net", distributionId: "E1", requestId: "r" };
const request = edgeRequest({
  uri: "/a%20b",
  query: "x=1&x=2&flag&e=%20",
  headers: { cookie: "a=1; b=2", accept: "text/html" },
});

describe("the event of a CloudFront function", () => {
  it("has AWS's shape, with cookies apart from the headers", () => {
    assert.deepEqual(viewerRequestEvent(request, context), {
      version: "1.0",
      context: { ...context, eventType: "viewer-request" },
      viewer: { ip: "127.0.0.1" },
      request: {
        method: "GET",
        uri: "/a%20b",
        querystring: {
          x: { value: "2", multiValue: [{ value: "1" }, { value: "2" }] },
          flag: { value: "" },
          e: { value: "%20" },
        },
        headers: { host: { value: "127.0.0.1:8080" }, accept: { value: "text/html" } },
        cookies: { a: { value: "1" }, b: { value: "2" } },
      },
    });
  });

  it("that comes back unchanged leaves the request as it was", () => {
    const event = viewerRequestEvent(request, context) as { request: unknown };
    const { request: same } = readViewerRequestResult("f", event.request, request);
    assert.ok(same !== undefined);
    assert.equal(same.query, request.query);
    assert.deepEqual(new Set(same.headers.keys()), new Set(request.headers.keys()));
    assert.deepEqual(same.headers.get("cookie"), ["a=1; b=2"]);
  });

  it("can change path, query string and headers", () => {
    const result = {
      uri: "/index.html",
      querystring: { lang: { value: "de" } },
      headers: { "X-New": { value: "1" } },
    };
    const { request: changed } = readViewerRequestResult("f", result, request);
    assert.equal(changed?.uri, "/index.html");
    assert.equal(changed.query, "lang=de");
    assert.deepEqual(changed.headers.get("x-new"), ["1"]);
    assert.equal(changed.headers.get("accept"), undefined);
  });

  it("can be answered instead", async () => {
    const result = {
      statusCode: 302,
      headers: { location: { value: "/login" } },
      cookies: { seen: { value: "1", attributes: "Path=/" } },
      body: { encoding: "base64", data: Buffer.from("moved").toString("base64") },
    };
    const { response } = readViewerRequestResult("f", result, request);
    assert.ok(response !== undefined);
    assert.equal(response.status, 302);
    assert.deepEqual(response.headers.get("location"), ["/login"]);
    assert.deepEqual(response.headers.get("set-cookie"), ["seen=1; Path=/"]);
    assert.equal(await bodyText(response), "moved");
  });

  for (const [what, result] of [
    ["no path", { headers: {} }],
    ["a path without a slash", { uri: "index.html" }],
    ["a header that is a plain text", { uri: "/", headers: { a: "b" } }],
  ] as const) {
    it(`with ${what} is refused by the function's name`, () => {
      assert.throws(
        () => readViewerRequestResult("rewrite", result, request),
        /function rewrite returned neither/,
      );
    });
  }

  it("of a response keeps body and cookies", () => {
    const original = {
      status: 200,
      headers: new Map([["set-cookie", ["s=1"]]]),
      body: Buffer.from("page"),
    };
    const changed = readViewerResponseResult(
      "f",
      { statusCode: 200, headers: { "x-added": { value: "1" } } },
      original,
    );
    assert.equal(changed.body, original.body);
    assert.deepEqual(
      [...changed.headers],
      [
        ["x-added", ["1"]],
        ["set-cookie", ["s=1"]],
      ],
    );
  });
});
