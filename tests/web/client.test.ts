import { strict as assert } from "node:assert";
import {
  ApiError,
  createClient,
  pathOf,
  type FailureKind,
} from "../../services/web/src/api/client";
import { decodeProduct } from "../../services/web/src/api/decode";

const mug = {
  id: "enamel-mug",
  name: "Speckled Enamel Mug",
  description: "Holds 350 ml.",
  price: 16,
  tags: [{ name: "kitchen", displayName: "Camp kitchen" }],
};

type Answer = () => Promise<Response>;
const answer =
  (body: unknown, status = 200): Answer =>
  () =>
    Promise.resolve(Response.json(body, { status }));
const fail =
  (name: string): Answer =>
  () =>
    Promise.reject(new DOMException("no answer", name));

/** A client whose calls get the given answers in turn, and the calls it made. */
function clientWith(...answers: Answer[]) {
  const calls: { url: string; method?: string; body?: unknown; signal: boolean }[] = [];
  const fakeFetch: typeof fetch = (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    calls.push({
      url,
      method: init?.method,
      body: init?.body,
      signal: init?.signal instanceof AbortSignal,
    });
    const next = answers.shift();
    assert.ok(next, `unexpected call ${calls.length} to ${url}`);
    return next();
  };
  return { calls, client: createClient({ fetch: fakeFetch, retryAfterMs: 0 }) };
}

function isFailure(kind: FailureKind, status: number, message?: string) {
  return (error: unknown) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.kind, error.status], [kind, status]);
    if (message !== undefined) assert.equal(error.message, message);
    return true;
  };
}

describe("web API client", () => {
  it("asks below /api, with a time limit, and leaves empty query values out", async () => {
    const { calls, client } = clientWith(answer(mug));
    await client.get("/catalog/products", { tags: "", order: "name_asc", page: 2 }, decodeProduct);
    const url = "/api/catalog/products?order=name_asc&page=2";
    assert.deepEqual(calls, [{ url, method: "GET", body: undefined, signal: true }]);
  });

  it("returns what the API sent, without fields it does not know", async () => {
    const { client } = clientWith(answer({ ...mug, stock: 7 }));
    assert.deepEqual(await client.get("/x", {}, decodeProduct), mug);
  });

  for (const [what, first] of [
    ["a server error", answer({ code: 503, message: "busy" }, 503)],
    ["a time-out", fail("TimeoutError")],
    ["a broken connection", fail("NetworkError")],
  ] as const) {
    it(`reads again after ${what}`, async () => {
      const { calls, client } = clientWith(first, answer(mug));
      assert.deepEqual(await client.get("/x", {}, decodeProduct), mug);
      assert.equal(calls.length, 2);
    });
  }

  it("gives up after the second failure and keeps the API's words", async () => {
    const busy = answer({ code: 503, message: "busy" }, 503);
    const { calls, client } = clientWith(busy, busy);
    await assert.rejects(client.get("/x", {}, decodeProduct), isFailure("refused", 503, "busy"));
    assert.equal(calls.length, 2);
  });

  it("does not repeat a read that was refused for good", async () => {
    const { calls, client } = clientWith(answer({ code: 404, message: "product not found" }, 404));
    await assert.rejects(
      client.get("/x", {}, decodeProduct),
      isFailure("refused", 404, "product not found"),
    );
    assert.equal(calls.length, 1);
  });

  it("never repeats a change", async () => {
    const { calls, client } = clientWith(fail("TimeoutError"));
    await assert.rejects(client.send("POST", "/x", { quantity: 1 }), isFailure("timeout", 0));
    assert.equal(calls.length, 1);
  });

  it("sends changes as JSON and needs no body in the answer", async () => {
    const { calls, client } = clientWith(() =>
      Promise.resolve(new Response(null, { status: 202 })),
    );
    await client.send("PATCH", "/carts/c/items", { itemId: "enamel-mug", quantity: 2 });
    const body = '{"itemId":"enamel-mug","quantity":2}';
    assert.deepEqual(calls, [{ url: "/api/carts/c/items", method: "PATCH", body, signal: true }]);
  });

  it("tells a lost connection from a refusal", async () => {
    const { client } = clientWith(fail("NetworkError"), fail("NetworkError"));
    await assert.rejects(client.get("/x", {}, decodeProduct), isFailure("unreachable", 0));
  });

  it("has words of its own when an error comes without any", async () => {
    const { client } = clientWith(() => Promise.resolve(new Response("<html>", { status: 403 })));
    await assert.rejects(
      client.send("DELETE", "/x"),
      isFailure("refused", 403, "The shop answered 403."),
    );
  });

  for (const [what, body] of [
    ["no object", "a mug"],
    ["a price with cents", { ...mug, price: 16.5 }],
    ["a price as text", { ...mug, price: "16" }],
    ["no name", { ...mug, name: undefined }],
    ["tags that are no list", { ...mug, tags: "kitchen" }],
  ] as const) {
    it(`refuses an answer with ${what}`, async () => {
      const { client } = clientWith(answer(body));
      await assert.rejects(client.get("/x", {}, decodeProduct), isFailure("garbled", 200));
    });
  }

  it("escapes every segment of a path", () => {
    assert.equal(pathOf("carts", "a/b c"), "/carts/a%2Fb%20c");
  });
});
