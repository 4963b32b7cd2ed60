import assert from "node:assert/strict";
import { createApp } from "../../../services/platform/app";
import { HttpError } from "../../../services/platform/errors";
import { recordingLogger } from "../../helpers/services/logs";

const trace = "1-67891233-abcdef012345678912345678";

function tested(isDraining = () => false) {
  const { logger, lines } = recordingLogger();
  let nowMs = 0;
  const app = createApp({ logger, clock: () => (nowMs += 7), isDraining });
  app.get("/things/:id", (c) => c.json({ id: c.req.param("id") }));
  app.get("/missing", () => {
    throw new HttpError(404, "no such thing");
  });
  const fails = (path: string, error: Error) => {
    app.get(path, () => {
      throw error;
    });
  };
  fails("/broken", new Error("password is hunter2"));
  fails("/throttled", Object.assign(new Error("slow down"), { name: "ThrottlingException" }));
  fails("/down", Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
  fails("/late", Object.assign(new Error("no answer"), { name: "TimeoutError" }));
  return { app, lines };
}

describe("application", () => {
  it("is healthy", async () => {
    const answer = await tested().app.request("/health");
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { status: "ok" });
  });

  it("answers 503 on /health while it drains, and still serves everything else", async () => {
    const { app } = tested(() => true);
    const answer = await app.request("/health");
    assert.equal(answer.status, 503);
    assert.deepEqual(await answer.json(), { status: "draining" });
    assert.equal((await app.request("/things/1")).status, 200);
  });

  it("answers 404 in the one error shape on an unknown route or method", async () => {
    for (const [url, method] of [
      ["/", "GET"],
      ["/things", "GET"],
      ["/things/1", "POST"],
    ] as const) {
      const answer = await tested().app.request(url, { method });
      assert.equal(answer.status, 404);
      assert.deepEqual(await answer.json(), { code: 404, message: "no such route" });
    }
  });

  it("tells the caller what a deliberate error says", async () => {
    const answer = await tested().app.request("/missing");
    assert.equal(answer.status, 404);
    assert.deepEqual(await answer.json(), { code: 404, message: "no such thing" });
  });

  it("tells the caller nothing about an unexpected error, and logs it once", async () => {
    const { app, lines } = tested();
    const answer = await app.request("/broken", {
      headers: { "x-amzn-trace-id": `Root=${trace}` },
    });
    assert.equal(answer.status, 500);
    const text = await answer.text();
    assert.deepEqual(JSON.parse(text), { code: 500, message: "Something went wrong on our side." });
    const errors = lines.filter(({ level }) => level === "error");
    assert.equal(errors.length, 1);
    assert.equal(errors[0]?.requestId, trace);
    assert.equal(errors[0].reason, "password is hunter2");
    assert.match(String(errors[0].stack), /app\.test/);
  });

  for (const path of ["/throttled", "/late", "/down"]) {
    it(`asks the caller of ${path} to come back`, async () => {
      const answer = await tested().app.request(path);
      assert.equal(answer.status, 503);
      assert.equal(answer.headers.get("retry-after"), "1");
      assert.deepEqual(await answer.json(), {
        code: 503,
        message: "The service is busy; try again shortly.",
      });
    });
  }

  it("answers 504 when a request takes too long", async () => {
    const { logger, lines } = recordingLogger();
    const app = createApp({ logger, clock: () => 0, requestTimeoutMs: 20 });
    app.get("/hangs", () => new Promise<Response>(() => undefined));
    const answer = await app.request("/hangs");
    assert.equal(answer.status, 504);
    assert.deepEqual(await answer.json(), { code: 504, message: "The request took too long." });
    assert.equal(lines.filter(({ level }) => level === "error").length, 1);
  });

  it("logs one line per request, with the route instead of the path", async () => {
    const { app, lines } = tested();
    await app.request("/things/ann?email=ann@example.com", {
      headers: { "x-amzn-trace-id": `Root=${trace}` },
    });
    assert.deepEqual(lines, [
      {
        time: "1970-01-01T00:00:00.000Z",
        level: "info",
        service: "tested",
        message: "request",
        requestId: trace,
        method: "GET",
        route: "/things/:id",
        status: 200,
        ms: 7,
      },
    ]);
  });

  it("logs a request to nowhere without its path", async () => {
    const { app, lines } = tested();
    await app.request("/ann@example.com");
    assert.equal(lines[0]?.route, "(none)");
    assert.equal(lines[0].status, 404);
  });

  it("does not log health checks that pass, and logs those that do not", async () => {
    let draining = false;
    const { app, lines } = tested(() => draining);
    await app.request("/health");
    assert.equal(lines.length, 0);
    draining = true;
    await app.request("/health");
    assert.equal(lines[0]?.status, 503);
  });

  it("marks every answer with its request id, and as nothing to keep or guess at", async () => {
    for (const path of ["/things/1", "/missing", "/broken", "/nowhere"]) {
      const { headers } = await tested().app.request(path, {
        headers: { "x-amzn-trace-id": `Root=${trace}` },
      });
      assert.equal(headers.get("x-request-id"), trace);
      assert.equal(headers.get("cache-control"), "no-store");
      assert.equal(headers.get("x-content-type-options"), "nosniff");
    }
  });
});
