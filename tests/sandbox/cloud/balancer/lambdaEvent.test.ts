import assert from "node:assert/strict";
import { albEvent, readAlbResult } from "../../../../sandbox/cloud/balancer/lambdaEvent";
import { bodyText, edgeRequest } from "../fixtures/http";

const request = edgeRequest({
  method: "POST",
  uri: "/carts/c%201/items",
  query: "a=1&a=2&b=%20x&flag",
  headers: { "content-type": "application/json" },
});
const single = { targetGroupArn: "arn:tg", multiValueHeaders: false };
const multi = { targetGroupArn: "arn:tg", multiValueHeaders: true };

describe("the event of a load balancer", () => {
  it("has AWS's shape, undecoded, with the last of repeated values", () => {
    assert.deepEqual(albEvent(request, Buffer.from('{"a":1}'), single), {
      requestContext: { elb: { targetGroupArn: "arn:tg" } },
      httpMethod: "POST",
      path: "/carts/c%201/items",
      queryStringParameters: { a: "2", b: "%20x", flag: "" },
      headers: { host: "127.0.0.1:8080", "content-type": "application/json" },
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it("has lists instead where the target group enables multi-value headers", () => {
    const event = albEvent(request, Buffer.alloc(0), multi);
    assert.deepEqual(event.multiValueQueryStringParameters?.a, ["1", "2"]);
    assert.deepEqual(event.multiValueHeaders?.host, ["127.0.0.1:8080"]);
    assert.ok(!("headers" in event) && !("queryStringParameters" in event));
  });

  for (const [type, encoding, expected] of [
    ["application/json; charset=utf-8", undefined, false],
    ["text/csv", undefined, false],
    ["image/png", undefined, true],
    ["application/x-www-form-urlencoded", undefined, true],
    ["text/plain", "gzip", true],
  ] as const) {
    it(`carries ${type} ${encoding ?? ""} ${expected ? "as base64" : "as text"}`, () => {
      const headers = {
        "content-type": type,
        ...(encoding === undefined ? {} : { "content-encoding": encoding }),
      };
      const event = albEvent(edgeRequest({ headers }), Buffer.from("abc"), single);
      assert.equal(event.isBase64Encoded, expected);
      assert.equal(event.body, expected ? "YWJj" : "abc");
    });
  }
});

describe("the answer of a function", () => {
  const valid = {
    statusCode: 201,
    headers: { "Content-Type": "text/plain", "x-n": 1 },
    body: "ok",
  };

  async function read(answer: unknown, multiValueHeaders = false) {
    const result = readAlbResult(JSON.stringify(answer), multiValueHeaders);
    assert.ok("response" in result, JSON.stringify(result));
    const { status, headers } = result.response;
    return { status, headers: Object.fromEntries(headers), text: await bodyText(result.response) };
  }

  it("becomes a response", async () => {
    assert.deepEqual(await read(valid), {
      status: 201,
      headers: { "content-type": ["text/plain"], "x-n": ["1"], "content-length": ["2"] },
      text: "ok",
    });
  });

  it("may be binary", async () => {
    const answer = { ...valid, body: "AAEC", isBase64Encoded: true };
    assert.equal((await read(answer)).headers["content-length"]?.[0], "3");
  });

  it("loses its headers when they are in the field of the other mode, as on AWS", async () => {
    assert.equal((await read(valid, true)).headers["x-n"], undefined);
    const lists = { statusCode: 200, multiValueHeaders: { "set-cookie": ["a=1", "b=2"] } };
    assert.deepEqual((await read(lists, true)).headers["set-cookie"], ["a=1", "b=2"]);
  });

  for (const [what, payload] of [
    ["no status code", JSON.stringify({ body: "x" })],
    ["a status code that is a text", JSON.stringify({ statusCode: "200" })],
    ["an object as body", JSON.stringify({ statusCode: 200, body: {} })],
    ["null", "null"],
    ["no JSON", "<html>"],
    ["more than 1 MB", JSON.stringify({ statusCode: 200, body: "x".repeat(1024 * 1024) })],
  ] as const) {
    it(`is refused with ${what}`, () => {
      assert.ok("fault" in readAlbResult(payload, false));
    });
  }
});
